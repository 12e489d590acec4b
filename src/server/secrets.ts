/** Secrets of a local site: made once and kept in DATA_DIR, so that nothing has to be set up. */
import { hkdfSync, randomBytes } from 'node:crypto'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { env, problemOfSecret } from '../env.ts'
import { PlainError } from './plain-error.ts'
import { codeOf, openDataFolder } from './postgres/settings.ts'

const SECRETS = { AUTH_SECRET: 'auth-secret', CRON_SECRET: 'cron-secret' } as const
const BYTES = 32

/**
 * Sets the secrets of this process and of those that it starts. A site that is not local has them
 * set already (env.ts). The key of form actions follows from AUTH_SECRET, unless it is set itself:
 * their ids then outlive a build.
 */
export function useSecrets(): void {
  const settings = env()
  for (const [name, file] of Object.entries(SECRETS) as [keyof typeof SECRETS, string][]) {
    const secret = settings[name] ?? (settings.isLocal ? keep(settings.DATA_DIR, file) : undefined)
    settings[name] = secret
    if (secret) process.env[name] = secret
  }
  const secret = settings.AUTH_SECRET
  if (secret && !process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY) {
    const key = hkdfSync('sha256', secret, '', 'broadsheet form actions', BYTES)
    process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY = Buffer.from(key).toString('base64')
  }
}

/**
 * The secret in a file, which is made when it is missing; of two that make it one wins. Throws one
 * line when it breaks the rule of the setting.
 */
function keep(folder: string, name: string): string {
  const path = join(openDataFolder(folder), name)
  const known = read(path)
  if (known !== null) return known
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, `${randomBytes(BYTES).toString('hex')}\n`, { mode: 0o600 })
  try {
    linkSync(draft, path)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
  return read(path) ?? ''
}

/** Null when there is no such file. */
function read(path: string): string | null {
  let secret = ''
  try {
    secret = readFileSync(path, 'utf8').trim()
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw new PlainError(`The secret in ${path} cannot be read: ${codeOf(error)}.`)
  }
  const problem = problemOfSecret(secret)
  if (problem === null) return secret
  throw new PlainError(
    `The secret in ${path} ${problem}. Delete the file, and another one is made.`,
  )
}
