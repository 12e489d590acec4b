/** Above lists of the newest papers: which sources have fallen silent, if any have. */
import { StaleBanner } from '@/components/listing/stale-banner'
import { readListingRule } from '@/db/editions/listing-rule'
import { listEditionFeeds } from '@/db/sources/source-feeds'
import { dateIn, longDate } from '@/domain/dates'
import { staleFeeds } from '@/domain/freshness'
import { LISTING_SOURCE_NAMES, LISTING_SOURCES } from '@/domain/listing-rule'
import { env } from '@/env'
import { readClock } from './list-request'

export async function StaleNotice() {
  const { timeZone } = env().editionClock
  const silent = staleFeeds(await listEditionFeeds(), readClock().now, timeZone)
  if (silent.length === 0) return null
  const { sources } = await readListingRule()
  const stale = silent.filter(({ source }) => sources.some((one) => one === source))
  const [first] = stale.flatMap(({ lastGoodAt }) => lastGoodAt ?? []).toSorted((a, b) => +a - +b)
  if (!first) return null
  return (
    <StaleBanner
      sources={LISTING_SOURCES.filter((name) => stale.some(({ source }) => source === name)).map(
        (name) => LISTING_SOURCE_NAMES[name],
      )}
      since={longDate(dateIn(timeZone, first))}
    />
  )
}
