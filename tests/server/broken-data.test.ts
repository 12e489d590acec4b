/** Data folders on which no database can run: one line says why, and nothing is left running. */
import { execFileSync } from 'node:child_process'
import { chownSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import {
  isEmbeddedRunning,
  useEmbeddedPostgres,
} from '../../src/server/postgres/embedded-postgres.ts'
import { run } from '../support/cli.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const isRoot = process.getuid?.() === 0
let folder: string

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'broadsheet-broken-')))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

async function refusal(DATA_DIR = folder): Promise<string> {
  const { code, err } = await run(['migrate'], { DATA_DIR })
  expect({ code, err, lines: err.trim().split('\n').length }).toEqual({ code: 1, err, lines: 1 })
  expect(await isEmbeddedRunning(DATA_DIR)).toBe(false)
  return err
}

it('data of another version of Postgres', async () => {
  await (await useEmbeddedPostgres(folder)).release()
  writeFileSync(join(folder, 'postgres', 'PG_VERSION'), '15\n')
  expect(await refusal()).toMatch(
    /^Postgres does not start in \S+: database files are incompatible with server\. .*version 15/,
  )
})

it('data that is damaged', async () => {
  await (await useEmbeddedPostgres(folder)).release()
  rmSync(join(folder, 'postgres', 'global', 'pg_control'))
  expect(await refusal()).toMatch(/^Postgres does not start in \S+: .*pg_control.*\.\n$/)
})

it('data of another owner: root runs it as that owner, anybody else is told', async () => {
  if (!isRoot) return console.log('Only root can give data away; this was not tried.')
  await (await useEmbeddedPostgres(folder)).release()
  const give = (path: string) => chownSync(path, 65_534, 65_534)
  for (const path of execFileSync('find', [join(folder, 'postgres')], { encoding: 'utf8' })
    .trim()
    .split('\n'))
    give(path)
  const use = await useEmbeddedPostgres(folder)
  expect(await isEmbeddedRunning(folder)).toBe(true)
  await use.release()
})

it('a full disk', async () => {
  const small = join(folder, 'small')
  mkdirSync(small)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', small], { stdio: 'ignore' })
  } catch {
    return console.log('No small disk can be made here; a full one was not tried.')
  }
  try {
    expect(await refusal(small)).toMatch(/No space left on device/i)
    // Not even a lock has room.
    execFileSync('sh', ['-c', `cat /dev/zero > ${small}/full 2>/dev/null || true`])
    expect(await refusal(small)).toMatch(/no space left on device/i)
  } finally {
    execFileSync('umount', ['-l', small])
  }
})
