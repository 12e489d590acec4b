/** How a feed of a source fares. */
import { BREAKER_FAILURES } from '@/domain/backoff'
import type { FeedReport as Report } from '@/domain/freshness'
import { timeAgo } from '@/domain/time-ago'
import { Rows } from '../ui/rows'

type Props = {
  feed: Report
  now: Date
  /** Tells an instant on the site's clock. */
  clockText: (time: Date) => string
}

export function FeedReport({ feed, now, clockText }: Props) {
  const { lastGoodAt, lastError, failures, seen, stored, unchanged, quarantined } = feed
  const good = lastGoodAt ? `${timeAgo(lastGoodAt, now)} (${clockText(lastGoodAt)})` : 'never'
  const brought = `${stored} stored, ${unchanged} unchanged, ${quarantined} set aside of ${seen}`
  return (
    <section>
      <h3 className="mt-5 mb-2 font-semibold">{feed.name}</h3>
      <Rows
        rows={[
          ['Last went well', good],
          ...(seen === null ? [] : [['It brought', brought] as [string, string]]),
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

/** From so many on it is tried only now and then. */
function failuresText(failures: number): string {
  return `${failures}${failures >= BREAKER_FAILURES ? ', so it is left alone between tries' : ''}`
}
