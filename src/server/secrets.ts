/** Secrets of a local site: made once and kept in DATA_DIR, so that there is nothing to set up. */
import { hkdfSync, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { env, problemOfSecret } from '../env.ts'
import { PlainError } from './plain-error.ts'
import { openDataFolder } from './postgres/settings.ts'
import { codeOf } from './system-code.ts'
import { writeOnce } from './write-once.ts'

const SECRETS = { AUTH_SECRET: 'auth-secret', CRON_SECRET: 'cron-secret' } as const
const BYTES = 32

/**
 * Sets the secrets for this process and those it starts. A site that is not local has them set
 * already (env.ts). The key of form actions is derived from AUTH_SECRET unless it is set itself, so
 * that their ids survive a new build.
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
 * The secret in a file, which is made if it is missing. Throws a PlainError if it breaks the
 * setting's rule.
 */
function keep(folder: string, name: string): string {
  const path = join(openDataFolder(folder), name)
  const known = read(path)
  if (known !== null) return known
  writeOnce(path, `${randomBytes(BYTES).toString('hex')}\n`)
  return read(path) ?? ''
}

/** Null if there is no such file. */
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
  throw new PlainError(`The secret in ${path} ${problem}. Delete the file, and a new one is made.`)
}
