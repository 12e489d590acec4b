import type { Metadata } from 'next'
import { TextPage } from '@/components/site/text-page'
import { countCspReportsOfWeek } from '@/db/csp-reports'
import { findLastSent } from '@/db/digest-runs'
import { findNewestEdition } from '@/db/editions'
import { findLastGoodRun } from '@/db/import-runs'
import { countEverything } from '@/db/papers'
import { countQuarantine } from '@/db/quarantine'
import { type FeedReport, listFeedReports } from '@/db/source-feeds'
import { countSubscribers } from '@/db/subscriptions'
import { BREAKER_FAILURES } from '@/domain/backoff'
import { agoText, count, counted, plainDate } from '@/domain/dates'
import { env } from '@/env'
import { readClock } from '../list-request'

type Row = [string, React.ReactNode]

export const metadata: Metadata = {
  title: 'Status',
  description: 'What Broadsheet holds and when it last took papers in.',
  alternates: { canonical: '/status' },
}

export default async function StatusPage() {
  const { now, openedUntil } = readClock()
  const [counts, newest, run, feeds, setAside, digest, subscribers, blocked] = await Promise.all([
    countEverything(),
    findNewestEdition(openedUntil),
    findLastGoodRun(),
    listFeedReports(),
    countQuarantine(),
    findLastSent(),
    countSubscribers(),
    countCspReportsOfWeek(now),
  ])
  const rows: Row[] = [
    ['Now', instant(now)],
    ['Edition open', plainDate(openedUntil)],
    [
      'Newest edition with papers',
      newest ? (
        <a key="newest" href={`/papers/date/${newest}`}>
          {plainDate(newest)}
        </a>
      ) : (
        'none yet'
      ),
    ],
    ['Papers', count(counts.papers)],
    ['Editions', count(counts.editions)],
    ['Authors', count(counts.authors)],
    ['Organizations', count(counts.organizations)],
    ['Items set aside', count(setAside)],
    ['Last import', run?.endedAt ? `${instant(run.endedAt)}, ${run.source}` : 'none yet'],
    ...(run
      ? [
          [
            'It brought',
            `${run.imported} new, ${run.updated} updated, ${run.unchanged} unchanged, ${run.quarantined} set aside`,
          ] as Row,
        ]
      : []),
  ]
  return (
    <TextPage title="Status">
      <p>The site and its database answer.</p>
      <Rows rows={rows} />
      <h2>Digest</h2>
      <Rows
        rows={[
          ['Subscribers', count(subscribers)],
          [
            'Last mail',
            digest ? `${agoText(digest.at, now)} (${clockText(digest.at)})` : 'none yet',
          ],
          ...(digest ? [['In the day up to it', counted(digest.mails, 'mail')] as Row] : []),
        ]}
      />
      <h2>Content policy</h2>
      <Rows rows={[['Reported in seven days', blockedText(blocked)]]} />
      <h2>Sources</h2>
      {feeds.length === 0 && <p>No source has been asked yet.</p>}
      {feeds.map((feed) => (
        <section key={feed.name}>
          <h3 className="mt-5 mb-2 font-semibold">{feed.name}</h3>
          <Rows rows={rowsOf(feed, now)} />
        </section>
      ))}
    </TextPage>
  )
}

function Rows({ rows }: { rows: Row[] }) {
  return (
    <dl className="grid gap-x-8 gap-y-2 wide:grid-cols-[200px_minmax(0,1fr)]">
      {rows.map(([term, value]) => (
        <div key={term} className="contents">
          <dt className="-mb-2 text-mute wide:mb-0">{term}</dt>
          <dd className="tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function rowsOf(feed: FeedReport, now: Date): Row[] {
  const { lastGoodAt, lastError, failures, seen, stored, unchanged, quarantined } = feed
  const good = lastGoodAt ? `${agoText(lastGoodAt, now)} (${clockText(lastGoodAt)})` : 'never'
  const brought = `${stored} stored, ${unchanged} unchanged, ${quarantined} set aside of ${seen}`
  return [
    ['Last went well', good],
    ...(seen === null ? [] : [['It brought', brought] as Row]),
    ...(lastError ? [['Last error', lastError] as Row] : []),
    ...(failures > 0 ? [['Failures in a row', failuresText(failures)] as Row] : []),
    ['Next try', clockText(feed.nextTryAt)],
  ]
}

/** From so many on it is tried only now and then. */
function failuresText(failures: number): string {
  return `${failures}${failures >= BREAKER_FAILURES ? ', so it is left alone between tries' : ''}`
}

function blockedText(blocked: { directive: string; count: number }[]): string {
  return blocked.map((one) => `${one.directive} ${count(one.count)}`).join(', ') || 'nothing'
}

function instant(time: Date): string {
  return `${clockText(time)} (${env().editionClock.timeZone})`
}

function clockText(time: Date): string {
  const { timeZone } = env().editionClock
  const format = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone,
  })
  return format.format(time)
}
