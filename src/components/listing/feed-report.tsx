/** How a source's feed is doing. */
import { BREAKER_FAILURES } from '@/domain/backoff'
import type { FeedReport as Report } from '@/domain/freshness'
import { timeAgo } from '@/domain/time-ago'
import { Rows } from '../ui/rows'

type Props = {
  feed: Report
  now: Date
  /** A date and time in words, in the site's time zone. */
  clockText: (time: Date) => string
}

export function FeedReport({ feed, now, clockText }: Props) {
  const { lastGoodAt, lastError, failures, seen, stored, unchanged, quarantined } = feed
  const good = lastGoodAt ? `${timeAgo(lastGoodAt, now)} (${clockText(lastGoodAt)})` : 'never'
  const result = `${seen} read: ${stored} stored, ${unchanged} unchanged, ${quarantined} quarantined`
  return (
    <section>
      <h3 className="mt-5 mb-2 font-semibold">{feed.name}</h3>
      <Rows
        rows={[
          ['Last success', good],
          ...(seen === null ? [] : [['Result', result] as [string, string]]),
          ...(lastError ? [['Last error', lastError] as [string, string]] : []),
          ...(failures > 0
            ? [['Failures in a row', failuresText(failures)] as [string, string]]
            : []),
          ['Next try', clockText(feed.nextTryAt)],
        ]}
      />
    </section>
  )
}

/** From BREAKER_FAILURES on, a feed is only tried now and then. */
function failuresText(failures: number): string {
  return `${failures}${failures >= BREAKER_FAILURES ? ', so it’s only tried now and then' : ''}`
}
