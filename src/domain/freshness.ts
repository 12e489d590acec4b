/** Whether what a source last brought is so old that readers should know. */
import { Temporal } from 'temporal-polyfill'

/** When a feed last went well; null if it never has. */
export type FeedAge = { lastGoodAt: Date | null }

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
  const { dayOfWeek } = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(
    timeZone,
  )
  if (dayOfWeek > FRIDAY) return []
  return feeds.filter(
    ({ lastGoodAt }) => lastGoodAt !== null && now.getTime() - lastGoodAt.getTime() > STALE_MS,
  )
}
