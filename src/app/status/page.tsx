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
  description: 'What Broadsheet holds and when it last took papers in.',
  alternates: { canonical: '/status' },
}

export default async function StatusPage() {
  const { now, openedUntil } = readClock()
  const [
    counts,
    newest,
    run,
    feeds,
    setAside,
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
          ['State', digestTrouble(lastRun, waiting, now) ?? 'It goes out as it should.'],
          ['Last digest sent', digest ? instant(digest.at) : 'none yet'],
          ...(digest
            ? [
                [
                  'It went out',
                  `${timeAgo(digest.at, now)}, the last of ${counted(digest.mails, 'mail')} in a day`,
                ] as Row,
              ]
            : []),
        ]}
      />
      <h2>Content policy</h2>
      <Rows rows={[['Reported in seven days', blockedText(blocked)]]} />
      <h2>Work by the clock</h2>
      {failing.length === 0 ? (
        <p>Every job’s last run went well.</p>
      ) : (
        <FailingJobs jobs={failing} clockText={clockText} />
      )}
      <h2>Sources</h2>
      {feeds.length === 0 && <p>No source has been asked yet.</p>}
      {feeds.map((feed) => (
        <FeedReport key={feed.name} feed={feed} now={now} clockText={clockText} />
      ))}
    </TextPage>
  )
}

function blockedText(blocked: { directive: string; count: number }[]): string {
  return blocked.map((one) => `${one.directive} ${count(one.count)}`).join(', ') || 'nothing'
}

function instant(time: Date): string {
  return `${clockText(time)} (${env().editionClock.timeZone})`
}
