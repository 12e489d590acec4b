/** The data folder keeps one port and one password, on which all processes of the machine agree. */
import { randomBytes, randomInt } from 'node:crypto'
import {
  accessSync,
  constants,
  linkSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { PlainError } from '../plain-error.ts'

/** `passwordSet` tells whether the database has been told the password yet. */
export type PostgresSettings = { port: number; password: string; passwordSet: boolean }

/** Makes the data folder where it is missing and gives its real path; throws one clear line. */
export function openDataFolder(dataDir: string): string {
  try {
    // As root, Postgres may have to run as somebody else, who must get through to its own folder.
    makeFolder(path.resolve(dataDir), process.getuid?.() === 0 ? 0o711 : 0o700)
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
    return realpathSync(dataDir)
  } catch (error) {
    throw new PlainError(
      `The data folder ${dataDir} cannot be written: ${codeOf(error)}. ` +
        'Set DATA_DIR to a folder that can be written.',
    )
  }
}

/** The settings of an open data folder; the first to ask makes them. */
export function settingsOf(folder: string): PostgresSettings {
  const existing = readSettings(folder)
  if (existing) return existing
  const password = randomBytes(24).toString('hex')
  const draft = writeDraft(folder, { port: anyPort(), password, passwordSet: false })
  try {
    // A link fails where a file is already: of two processes that race, one wins and both read it.
    linkSync(draft, settingsFile(folder))
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
  const agreed = readSettings(folder)
  if (!agreed) throw new PlainError(`The file ${settingsFile(folder)} vanished while it was made.`)
  return agreed
}

/** Replaces the settings as a whole; only for the holder of the folder's lock. */
export function saveSettings(folder: string, settings: PostgresSettings): PostgresSettings {
  renameSync(writeDraft(folder, settings), settingsFile(folder))
  return settings
}

/** The address under which the app reaches the database. */
export function urlOf({ port, password }: PostgresSettings): string {
  return `postgresql://broadsheet:${password}@127.0.0.1:${port}/broadsheet`
}

/** A port to try: below the range (32768 and up) from which systems give ports to anybody. */
export function anyPort(): number {
  return randomInt(20000, 30000)
}

/** The short code of a failed system call, such as EACCES. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}

/** Folder by folder: below /proc, Node 20's own recursive mkdir never comes back. */
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
    throw new PlainError(`The file ${file} is damaged. Delete it; a new one is then made.`)
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

function writeDraft(folder: string, settings: PostgresSettings): string {
  const draft = `${settingsFile(folder)}.${process.pid}-${randomBytes(4).toString('hex')}`
  writeFileSync(draft, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 })
  return draft
}

function settingsFile(folder: string): string {
  return path.join(folder, 'postgres.json')
}
