/**
 * Any number of processes of this machine may use the database of a data folder; the first starts
 * Postgres, the last stops it.
 */
import { existsSync, mkdirSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { withFolderLock } from '../folder-lock.ts'
import { PlainError } from '../plain-error.ts'
import { answers, findPostmaster, settledPostmaster, stopPostmaster } from './postmaster.ts'
import { isLive, newSignature } from './process-signature.ts'
import { openDataFolder, saveSettings, settingsOf, urlOf } from './settings.ts'
import { startPostgres } from './start.ts'

/** A use of the database; it keeps Postgres running until it is released. */
export type EmbeddedPostgres = { url: string; release(): Promise<void> }

/**
 * The URL of the data folder's database. It starts nothing and waits for nothing; only when the
 * port turns out to be taken at the start does `useEmbeddedPostgres` give another URL.
 */
export function embeddedDatabaseUrl(dataDir: string): string {
  return urlOf(settingsOf(openDataFolder(dataDir)))
}

/**
 * Begins to use the data folder's database, and starts Postgres when nobody else uses it yet. The
 * use ends with `release` or with the process; `say` hears what takes its time.
 */
export async function useEmbeddedPostgres(
  dataDir: string,
  say: (line: string) => void = () => {},
): Promise<EmbeddedPostgres> {
  const folder = openDataFolder(dataDir)
  return locked(folder, async () => {
    const { port } = await runningPostgres(folder, say)
    const settings = settingsOf(folder)
    // An adopted Postgres keeps the port it has.
    const url = urlOf(
      settings.port === port ? settings : saveSettings(folder, { ...settings, port }),
    )
    const use = register(folder)
    let released: Promise<void> | undefined
    return {
      url,
      release() {
        released ??= locked(folder, () => leave(folder, use))
        return released
      },
    }
  })
}

/** Whether Postgres runs on the data folder and answers. */
export async function isEmbeddedRunning(dataDir: string): Promise<boolean> {
  if (!existsSync(dataDir)) return false
  const found = findPostmaster(realpathSync(dataDir))
  return found !== undefined && (await answers(found))
}

/**
 * Starts the Postgres of a data folder again on the port that its users know, when it does not run
 * and `mayStart` says so; false when another process has done it. Throws when it does not start.
 */
export async function restartEmbeddedPostgres(
  dataDir: string,
  url: string,
  mayStart: () => boolean,
): Promise<boolean> {
  const folder = openDataFolder(dataDir)
  return locked(folder, async () => {
    if ((await settledPostmaster(folder)) || !mayStart()) return false
    saveSettings(folder, { ...settingsOf(folder), port: Number(new URL(url).port) })
    await startPostgres(folder, () => {}, { keepsPort: true })
    return true
  })
}

async function runningPostgres(folder: string, say: (line: string) => void) {
  const running = await settledPostmaster(folder)
  if (!running) return startPostgres(folder, say)
  if (settingsOf(folder).passwordSet) return running
  // The password was lost with postgres.json; a new one can be set while Postgres does not run.
  if (liveUses(folder).length > 0) {
    throw new PlainError(
      `The file postgres.json in ${folder} is lost. Stop everything that uses it.`,
    )
  }
  await stopPostmaster(running)
  return startPostgres(folder, say)
}

async function leave(folder: string, use: string): Promise<void> {
  rmSync(use, { force: true })
  if (liveUses(folder).length > 0) return
  const running = findPostmaster(folder)
  if (running) await stopPostmaster(running)
}

/** Notes that this process uses the database: one file for each use, with the pid in its name. */
function register(folder: string): string {
  mkdirSync(usesFolder(folder), { recursive: true, mode: 0o700 })
  const use = path.join(usesFolder(folder), newSignature())
  writeFileSync(use, '', { mode: 0o600 })
  return use
}

function liveUses(folder: string): string[] {
  if (!existsSync(usesFolder(folder))) return []
  return readdirSync(usesFolder(folder)).filter((use) => {
    if (isLive(use)) return true
    rmSync(path.join(usesFolder(folder), use), { force: true })
    return false
  })
}

function usesFolder(folder: string): string {
  return path.join(folder, 'postgres-users')
}

function locked<T>(folder: string, work: () => Promise<T>): Promise<T> {
  return withFolderLock(path.join(folder, 'postgres-lock'), work)
}
