/**
 * The contract of every source that is asked: it names its service and gives its items page by page.
 * Gate, retries, state, runs and quarantine are the caller's, so a new source is one file and one
 * line in feeds.ts.
 */
import type { Service } from './service.ts'
import type { Understood } from './source.ts'

/**
 * Requests to the feed's service. `ifChanged` gives null when the bytes are those that are stored;
 * `anyway` is for what belongs to another answer. Both throw an AnswerError or a GateClosed.
 */
export type Ask = {
  ifChanged: (address: URL) => Promise<Buffer | null>
  anyway: (address: URL) => Promise<Buffer>
}

/** Once its items are stored, the feed goes on from `cursor`. */
export type FeedPage = { items: Understood['items']; cursor: string | null }

export type Feed = {
  /** Its key in the database, as people read it. */
  name: string
  service: Service
  /** Whether editions live on it, so that readers should know when it falls silent. */
  fillsEditions: boolean
  /** How often it is asked while all is well. */
  everyMinutes: number
  /**
   * Pages from where the cursor stands, each read only when the one before is stored. Any error ends
   * the reading; what was stored stays, and the next run goes on from there.
   */
  pages: (ask: Ask, from: { cursor: string | null; now: Date }) => AsyncIterable<FeedPage>
}
