/** npm run check: types, lint and format, and the rule of who imports whom. */
import { spawnSync } from 'node:child_process'
import { generateClient } from '../src/server/build.ts'

const CHECKS: [string, string[]][] = [
  ['route types', ['node_modules/next/dist/bin/next', 'typegen']],
  ['types', ['node_modules/typescript/bin/tsc', '--noEmit']],
  ['lint and format', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings']],
  [
    'import rule',
    [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      'tests/dependency-cruiser.cjs',
      'src',
    ],
  ],
]

/** Runs all checks, printing what the failing ones say. */
export async function check(): Promise<{ passed: number; failed: number }> {
  await generateClient()
  let failed = 0
  for (const [name, command] of CHECKS) {
    const { status, stdout, stderr } = spawnSync(process.execPath, command, {
      encoding: 'utf8',
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
    })
    console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name}`)
    if (status === 0) continue
    failed++
    console.log(stdout, stderr)
  }
  return { passed: CHECKS.length - failed, failed }
}

if (import.meta.filename === process.argv[1]) {
  const { failed } = await check()
  process.exit(failed > 0 ? 1 : 0)
}
