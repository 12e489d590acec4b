/**
 * Any number of processes on this machine may use a data folder's database; the first starts
 * Postgres, and the last stops it.
 */
import { existsSync, mkdirSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { withFolderLock } from '../folder-lock.ts'
import { PlainError } from '../plain-error.ts'
import { answers, findPostmaster, settledPostmaster, stopPostmaster } from './postmaster.ts'
import { isLive, newSignature } from './process-signature.ts'
import { openDataFolder, saveSettings, settingsOf, urlOf } from './settings.ts'
import { startPostgres } from './start.ts'

/** A use of the database, which keeps Postgres running until it is released. */
export type EmbeddedPostgres = { url: string; release(): Promise<void> }

/**
 * The URL of the data folder's database, without starting or waiting for anything.
 * `useEmbeddedPostgres` returns a different URL only if the port turns out to be taken at the start.
 */
export function embeddedDatabaseUrl(dataDir: string): string {
  return urlOf(settingsOf(openDataFolder(dataDir)))
}

/**
 * Starts using the data folder's database, and starts Postgres if nobody else is using it yet. The
 * use ends with `release` or with the process; `say` is told about steps that take time.
 */
export async function useEmbeddedPostgres(
  dataDir: string,
  say: (line: string) => void = () => {},
): Promise<EmbeddedPostgres> {
  const folder = openDataFolder(dataDir)
  return locked(folder, async () => {
    const { port } = await runningPostgres(folder, say)
    const settings = settingsOf(folder)
    // A Postgres that is already running keeps its port.
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

/** Whether Postgres is running on the data folder and answers. */
export async function isEmbeddedRunning(dataDir: string): Promise<boolean> {
  if (!existsSync(dataDir)) return false
  const found = findPostmaster(realpathSync(dataDir))
  return found !== undefined && (await answers(found))
}

/**
 * Restarts a data folder's Postgres on the port that its users know, if it isn't running and
 * `mayStart` agrees; false if another process did it first. Throws if it does not start.
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
  // The password was lost with postgres.json; a new one can only be set while Postgres is stopped.
  if (liveUses(folder).length > 0) {
    throw new PlainError(
      `The file postgres.json in ${folder} is lost. Stop everything that uses this folder first.`,
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

/** Records that this process uses the database: one file per use, with the pid in its name. */
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
