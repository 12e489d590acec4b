/** How the sources' feeds are doing, and whether readers should know. */
import { dateIn } from './dates.ts'
import { isEditionDay } from './edition.ts'

/** The feed's last success; null if there has been none. */
export type FeedAge = { lastGoodAt: Date | null }

/** A feed as the operator sees it; the counts are from its last successful run. */
export type FeedReport = {
  name: string
  source: string
  failures: number
  nextTryAt: Date
  lastGoodAt: Date | null
  lastError: string | null
  seen: number | null
  stored: number | null
  unchanged: number | null
  quarantined: number | null
}

const STALE_MS = 36 * 3_600_000

/**
 * The feeds whose last successful run is more than 36 hours old. None at weekends (in `timeZone`),
 * since nothing is announced then; a feed that has never succeeded hasn't gone stale either.
 */
export function staleFeeds<Feed extends FeedAge>(
  feeds: Feed[],
  now: Date,
  timeZone: string,
): Feed[] {
  const old = feeds.filter(
    ({ lastGoodAt }) => lastGoodAt !== null && now.getTime() - lastGoodAt.getTime() > STALE_MS,
  )
  return old.length > 0 && isEditionDay(dateIn(timeZone, now)) ? old : []
}
