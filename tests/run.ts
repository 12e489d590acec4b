/** npm test: from nothing to the true totals. Checks, then unit, database and server tests, then the browser's. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { buildPages, generateClient } from '../src/server/build.ts'
import { check } from './check.ts'
import { useTestPostgres } from './support/postgres.ts'

type Totals = { passed: number; failed: number }

const OUT = resolve('.data-test/results')

async function main() {
  Object.assign(process.env, { NEXT_TELEMETRY_DISABLED: '1' })
  rmSync(OUT, { recursive: true, force: true })
  mkdirSync(OUT, { recursive: true })
  await generateClient()
  const checked = await check()
  await buildPages()
  const release = await useTestPostgres()
  const totals = [checked, runVitest(), runPlaywright()]
  await release()
  const passed = totals.reduce((sum, one) => sum + one.passed, 0)
  const failed = totals.reduce((sum, one) => sum + one.failed, 0)
  console.log(`${passed} passed, ${failed} failed`)
  process.exit(failed > 0 || passed === 0 ? 1 : 0)
}

function runVitest(): Totals {
  const file = `${OUT}/vitest.json`
  run('node_modules/vitest/vitest.mjs', [
    'run',
    '--config=tests/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  const report = readReport<{
    numPassedTests: number
    numFailedTests: number
    numFailedTestSuites: number
    success: boolean
  }>(file)
  if (!report) return { passed: 0, failed: 1 }
  const failed = report.numFailedTests || (report.success ? 0 : 1)
  return { passed: report.numPassedTests, failed }
}

function runPlaywright(): Totals {
  const file = `${OUT}/playwright.json`
  const status = run(
    'node_modules/@playwright/test/cli.js',
    ['test', '--config=tests/playwright.config.ts'],
    { PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  )
  const report = readReport<{ stats: { expected: number; unexpected: number; flaky: number } }>(
    file,
  )
  if (!report) return { passed: 0, failed: 1 }
  const { expected, unexpected, flaky } = report.stats
  return { passed: expected + flaky, failed: unexpected || (status === 0 ? 0 : 1) }
}

function run(script: string, args: string[], env: Record<string, string> = {}): number | null {
  return spawnSync(process.execPath, ['--import', 'tsx', script, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  }).status
}

/** A runner that died without a report counts as one failure. */
function readReport<Report>(file: string): Report | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : null
}

await main()
