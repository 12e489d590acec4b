import type { Metadata } from 'next'
import { FeedReport } from '@/components/listing/feed-report'
import { FailingJobs } from '@/components/site/failing-jobs'
import { type Row, Rows } from '@/components/ui/rows'
import { TextPage } from '@/components/ui/text-page'
import { countCspReportsOfWeek } from '@/db/csp-reports'
import { findLastRun, findLastSent, findLongestWait } from '@/db/digests/digest-runs'
import { findNewestEdition } from '@/db/editions/editions'
import { listFailingJobs } from '@/db/jobs'
import { countEverything } from '@/db/papers/papers'
import { findLastGoodRun } from '@/db/sources/import-runs'
import { countQuarantine } from '@/db/sources/quarantine'
import { listFeedReports } from '@/db/sources/source-feeds'
import { countSubscribers } from '@/db/subscriptions/subscriptions'
import { count, counted, plainDate } from '@/domain/dates'
import { digestTrouble } from '@/domain/digest-health'
import { timeAgo } from '@/domain/time-ago'
import { env } from '@/env'
import { clockText } from '../clock-text'
import { readClock } from '../list-request'

export const metadata: Metadata = {
  title: 'Status',
  description: 'How many papers Broadsheet has, and when it last fetched new ones.',
  alternates: { canonical: '/status' },
}

export default async function StatusPage() {
  const { now, openedUntil } = readClock()
  const [
    counts,
    newest,
    run,
    feeds,
    quarantined,
    digest,
    lastRun,
    waiting,
    subscribers,
    blocked,
    failing,
  ] = await Promise.all([
    countEverything(),
    findNewestEdition(openedUntil),
    findLastGoodRun(),
    listFeedReports(),
    countQuarantine(),
    findLastSent(),
    findLastRun(),
    findLongestWait(now),
    countSubscribers(),
    countCspReportsOfWeek(now),
    listFailingJobs(),
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
    ['Quarantined', count(quarantined)],
    ['Last import', run?.endedAt ? `${instant(run.endedAt)}, ${run.source}` : 'none yet'],
    ...(run
      ? [
          [
            'Result',
            `${run.imported} new, ${run.updated} updated, ${run.unchanged} unchanged, ${run.quarantined} quarantined`,
          ] as Row,
        ]
      : []),
  ]
  const trouble = digestTrouble(lastRun, waiting, now)
  const isAllWell =
    !trouble && failing.length === 0 && feeds.every(({ failures }) => failures === 0)
  return (
    <TextPage title="Status">
      <p>{isAllWell ? 'All systems working.' : 'The site is up, but not everything is working.'}</p>
      <Rows rows={rows} />
      <h2>Digest</h2>
      <Rows
        rows={[
          ['Subscribers', count(subscribers)],
          ['State', trouble ?? 'Working'],
          [
            'Last digest sent',
            digest ? `${instant(digest.at)}, ${timeAgo(digest.at, now)}` : 'none yet',
          ],
          ...(digest ? [['In 24 hours up to then', counted(digest.mails, 'email')] as Row] : []),
        ]}
      />
      <h2>Content security policy</h2>
      <Rows rows={[['CSP reports, 7 days', blockedText(blocked)]]} />
      <h2>Scheduled jobs</h2>
      {failing.length === 0 ? (
        <p>Every job’s last run succeeded.</p>
      ) : (
        <FailingJobs jobs={failing} clockText={clockText} />
      )}
      <h2>Sources</h2>
      {feeds.length === 0 && <p>No source has been checked yet.</p>}
      {feeds.map((feed) => (
        <FeedReport key={feed.name} feed={feed} now={now} clockText={clockText} />
      ))}
    </TextPage>
  )
}

function blockedText(blocked: { directive: string; count: number }[]): string {
  return blocked.map((one) => `${one.directive} ${count(one.count)}`).join(', ') || 'none'
}

function instant(time: Date): string {
  return `${clockText(time)} (${env().editionClock.timeZone})`
}
