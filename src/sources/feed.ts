/**
 * The contract for sources that we ask: a feed names its service and gives its items page by page.
 * Gate, retries, state, runs and quarantine are the caller's business, so a new source takes one file
 * and one line in feeds.ts.
 */
import type { Service } from './service.ts'
import type { Understood } from './source.ts'

/**
 * Requests to the feed's service. `ifChanged` returns null if nothing has changed since what is
 * stored; `anyway` is for parts that belong to another answer. Both may throw an AnswerError or a
 * GateClosed.
 */
export type Ask = {
  ifChanged: (address: URL) => Promise<Buffer | null>
  anyway: (address: URL) => Promise<Buffer>
}

/** Once a page's items are stored, the feed continues from `cursor`. */
export type FeedPage = { items: Understood['items']; cursor: string | null }

export type Feed = {
  /** Its key in the database, and its name for people. */
  name: string
  service: Service
  /** Whether it fills editions, so that readers should know when it falls silent. */
  fillsEditions: boolean
  /** How often to ask while all is well. */
  everyMinutes: number
  /**
   * The pages from the cursor on, each read only once the previous one is stored. Any error ends the
   * reading; what was stored stays, and the next run continues from there.
   */
  pages: (ask: Ask, from: { cursor: string | null; now: Date }) => AsyncIterable<FeedPage>
}
