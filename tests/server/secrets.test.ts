/** Secrets that a local site keeps in its data folder. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freePort } from '../support/site.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-secrets-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const withoutSecrets = { ...process.env, AUTH_SECRET: '', CRON_SECRET: '' }

/** Runs `serve`, which is to end by itself. */
async function serve(more: Record<string, string> = {}) {
  const PORT = String(await freePort())
  const env = { ...withoutSecrets, DATA_DIR: folder, PORT, ...more }
  return new Promise<{ code: number | null; said: string }>((done) => {
    const args = ['--import', 'tsx', 'src/cli.ts', 'serve']
    const child = execFile(process.execPath, args, { env, timeout: 50_000 }, (_error, out, err) =>
      done({ code: child.exitCode, said: (out + err).trim() }),
    )
  })
}

/** What a script, in a process of its own, says after useSecrets. */
async function afterSecrets(script: string, more: Record<string, string> = {}): Promise<string> {
  const env = { ...withoutSecrets, DATA_DIR: folder, ...more }
  const code = `import { useSecrets } from './src/server/secrets.ts'; useSecrets(); ${script}`
  const args = ['--import', 'tsx', '--input-type=module', '-e', code]
  return new Promise((done, fail) => {
    execFile(process.execPath, args, { env }, (error, out) =>
      error ? fail(error) : done(out.trim()),
    )
  })
}

describe('a secret in the data folder', () => {
  it.each([
    ['short', 'abc\n'],
    ['empty', ''],
    ['cut in two', `${'a'.repeat(40)}\n${'b'.repeat(40)}\n`],
    ['damaged', Buffer.concat([Buffer.alloc(20), Buffer.from([0xff, 0xfe]), Buffer.alloc(20, 97)])],
  ])('that is %s stops the boot with one line that says what to do', async (_what, content) => {
    writeFileSync(join(folder, 'auth-secret'), content)
    const { code, said } = await serve()
    expect(said.split('\n')).toHaveLength(1)
    expect(said).toMatch(/The secret in \S+auth-secret must .*\. Delete the file/)
    expect(code).toBe(1)
  })

  it('that cannot be read at all stops it too', async () => {
    mkdirSync(join(folder, 'cron-secret'))
    const { code, said } = await serve()
    expect(said).toMatch(/^The secret in \S+cron-secret cannot be read: EISDIR\.$/)
    expect(code).toBe(1)
  })

  it('is made once and stays', async () => {
    const told = () => afterSecrets('console.log(process.env.AUTH_SECRET, process.env.CRON_SECRET)')
    const [first, second] = [await told(), await told()]
    expect(first).toMatch(/^[0-9a-f]{64} [0-9a-f]{64}$/)
    expect(second).toBe(first)
    expect(first).toContain(readFileSync(join(folder, 'cron-secret'), 'utf8').trim())
  })
})

describe('the key of form actions', () => {
  const KEY = 'console.log(process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY)'

  it('is 32 bytes that follow from the secret, so that builds of one installation share it', async () => {
    const [first, second] = [await afterSecrets(KEY), await afterSecrets(KEY)]
    expect(Buffer.from(first, 'base64')).toHaveLength(32)
    expect(second).toBe(first)
  })

  it('is kept where it is set, which outlives a change of the secret', async () => {
    const given = Buffer.alloc(32, 7).toString('base64')
    const before = { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: given, AUTH_SECRET: 'a'.repeat(40) }
    expect(await afterSecrets(KEY, before)).toBe(given)
    expect(await afterSecrets(KEY, { ...before, AUTH_SECRET: 'b'.repeat(40) })).toBe(given)
  })
})
