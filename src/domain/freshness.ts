/** How the feeds of sources fare, and whether readers should know. */
import { Temporal } from 'temporal-polyfill'

/** When a feed last went well; null if it never has. */
export type FeedAge = { lastGoodAt: Date | null }

/** A feed as the operator sees it; the counts are those of its last run that went well. */
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
const FRIDAY = 5

/**
 * The feeds whose last good run is more than 36 hours old, on a weekday of the time zone; at
 * weekends none is, since nothing is announced. One that never went well has not become stale.
 */
export function staleFeeds<Feed extends FeedAge>(
  feeds: Feed[],
  now: Date,
  timeZone: string,
): Feed[] {
  const old = feeds.filter(
    ({ lastGoodAt }) => lastGoodAt !== null && now.getTime() - lastGoodAt.getTime() > STALE_MS,
  )
  return old.length > 0 && isWeekday(now, timeZone) ? old : []
}

function isWeekday(now: Date, timeZone: string): boolean {
  const at = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone)
  return at.dayOfWeek <= FRIDAY
}
