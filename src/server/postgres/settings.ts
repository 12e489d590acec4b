/** The data folder keeps one port and one password that all processes on the machine agree on. */
import { randomBytes, randomInt } from 'node:crypto'
import {
  accessSync,
  constants,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
} from 'node:fs'
import path from 'node:path'
import { PlainError } from '../plain-error.ts'
import { codeOf } from '../system-code.ts'
import { writeDraft, writeOnce } from '../write-once.ts'

/** `passwordSet`: whether the database has been told the password yet. */
export type PostgresSettings = { port: number; password: string; passwordSet: boolean }

/** Makes the data folder if it is missing and returns its real path; throws a PlainError. */
export function openDataFolder(dataDir: string): string {
  try {
    // Under root, Postgres may have to run as another user, who must be able to reach its folder.
    makeFolder(path.resolve(dataDir), process.getuid?.() === 0 ? 0o711 : 0o700)
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
    return realpathSync(dataDir)
  } catch (error) {
    throw new PlainError(
      `The data folder ${dataDir} is not writable: ${codeOf(error)}. ` +
        'Set DATA_DIR to a writable folder.',
    )
  }
}

/** The settings of an open data folder; whoever asks first makes them. */
export function settingsOf(folder: string): PostgresSettings {
  const existing = readSettings(folder)
  if (existing) return existing
  const password = randomBytes(24).toString('hex')
  writeOnce(settingsFile(folder), written({ port: anyPort(), password, passwordSet: false }))
  const agreed = readSettings(folder)
  if (!agreed)
    throw new PlainError(`The file ${settingsFile(folder)} vanished while it was being made.`)
  return agreed
}

/** Replaces the settings as a whole; only for whoever holds the folder's lock. */
export function saveSettings(folder: string, settings: PostgresSettings): PostgresSettings {
  const file = settingsFile(folder)
  renameSync(writeDraft(file, written(settings)), file)
  return settings
}

/** The address at which the app reaches the database. */
export function urlOf({ port, password }: PostgresSettings): string {
  return `postgresql://broadsheet:${password}@127.0.0.1:${port}/broadsheet`
}

/** A port to try, below the range (32768 and up) that systems hand out to anybody. */
export function anyPort(): number {
  return randomInt(20000, 30000)
}

/** Folder by folder: below /proc, Node 20's own recursive mkdir never returns. */
function makeFolder(folder: string, mode: number): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
  if (path.dirname(folder) !== folder) makeFolder(path.dirname(folder), mode)
  try {
    mkdirSync(folder, { mode })
  } catch (error) {
    // Another process may have made it meanwhile.
    if (codeOf(error) !== 'EEXIST' || !statSync(folder).isDirectory()) throw error
  }
}

function readSettings(folder: string): PostgresSettings | undefined {
  const file = settingsFile(folder)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw new PlainError(`The file ${file} cannot be read: ${codeOf(error)}.`)
  }
  const settings = parse(text)
  if (!settings)
    throw new PlainError(`The file ${file} is damaged. Delete it, and a new one is made.`)
  return settings
}

function parse(text: string): PostgresSettings | undefined {
  try {
    const { port, password, passwordSet } = JSON.parse(text) as Record<string, unknown>
    if (!Number.isInteger(port) || typeof password !== 'string') return undefined
    // The password goes into a URL and an SQL string as it is.
    if (!/^\w+$/.test(password)) return undefined
    return { port: Number(port), password, passwordSet: passwordSet === true }
  } catch {
    return undefined
  }
}

function written(settings: PostgresSettings): string {
  return `${JSON.stringify(settings, null, 2)}\n`
}

function settingsFile(folder: string): string {
  return path.join(folder, 'postgres.json')
}
