/** Restarts the embedded Postgres if it ends while it is in use. */
import { setTimeout as sleep } from 'node:timers/promises'
import { messageOf } from '../plain-error.ts'
import { restartEmbeddedPostgres } from './embedded-postgres.ts'
import { findPostmaster } from './postmaster.ts'
import { openDataFolder } from './settings.ts'

/** Outside Linux, each look starts a program. */
const LOOK_MS = process.platform === 'linux' ? 500 : 3_000
/** The waits before each try; the first is immediate. When all have failed, we give up. */
const WAITS_MS = [0, 1_000, 2_000, 4_000, 8_000, 15_000]
/** If it ends again after this long, the tries start over. */
const WELL_MS = 60_000

/**
 * Watches over a data folder's Postgres until the returned function is called. If several processes
 * share it, one of them restarts it. `say` gets a line for each thing that happens; `onLost` is
 * called when it is given up.
 */
export function watchPostgres(
  dataDir: string,
  options: { url: string; say: (line: string) => void; onLost: () => void; waitsMs?: number[] },
): () => void {
  const { say, onLost, waitsMs = WAITS_MS } = options
  const folder = openDataFolder(dataDir)
  const end = new AbortController()
  const { signal } = end
  const watch = async () => {
    let tries = 0
    let startedAt = Date.now()
    for (;;) {
      await sleep(LOOK_MS, undefined, { ref: false, signal })
      if (findPostmaster(folder)) {
        if (Date.now() - startedAt > WELL_MS) tries = 0
        continue
      }
      const wait = waitsMs[tries++]
      if (wait === undefined) break
      await sleep(wait, undefined, { ref: false, signal })
      await restartOnce(dataDir, { ...options, signal, tries, most: waitsMs.length })
      startedAt = Date.now()
    }
    say('Postgres does not stay up; giving up. See postgres.log in DATA_DIR.')
    onLost()
  }
  watch().catch((error) => {
    if (!signal.aborted) say(`No longer watching Postgres: ${messageOf(error)}`)
  })
  return () => end.abort()
}

async function restartOnce(
  dataDir: string,
  options: {
    url: string
    say: (line: string) => void
    signal: AbortSignal
    tries: number
    most: number
  },
): Promise<void> {
  const { url, say, signal, tries, most } = options
  const since = Date.now()
  try {
    const isMine = await restartEmbeddedPostgres(dataDir, url, () => {
      if (signal.aborted) return false
      say('Postgres has stopped; restarting it.')
      return true
    })
    if (isMine)
      say(`Postgres is running again after ${((Date.now() - since) / 1000).toFixed(1)} s.`)
  } catch (error) {
    const [reason] = messageOf(error).split('\n')
    say(`${reason} (Try ${tries} of ${most})`)
  }
}
