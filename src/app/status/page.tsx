import type { Metadata } from 'next'
import { TextPage } from '@/components/site/text-page'
import { findNewestEdition } from '@/db/editions'
import { findLastGoodRun } from '@/db/import-runs'
import { countEverything } from '@/db/papers'
import { count, plainDate } from '@/domain/dates'
import { env } from '@/env'
import { readClock } from '../list-request'

export const metadata: Metadata = {
  title: 'Status',
  description: 'What Broadsheet holds and when it last took papers in.',
  alternates: { canonical: '/status' },
}

export default async function StatusPage() {
  const { now, openedUntil } = readClock()
  const [counts, newest, run] = await Promise.all([
    countEverything(),
    findNewestEdition(openedUntil),
    findLastGoodRun(),
  ])
  const rows: [string, React.ReactNode][] = [
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
    ['Last import', run?.endedAt ? `${instant(run.endedAt)}, ${run.source}` : 'none yet'],
    ...(run
      ? [
          [
            'It brought',
            `${run.imported} new, ${run.updated} updated, ${run.unchanged} unchanged, ${run.quarantined} set aside`,
          ] as [string, string],
        ]
      : []),
  ]
  return (
    <TextPage title="Status">
      <p>The site and its database answer.</p>
      <dl className="grid gap-x-8 gap-y-2 wide:grid-cols-[200px_minmax(0,1fr)]">
        {rows.map(([term, value]) => (
          <div key={term} className="contents">
            <dt className="-mb-2 text-mute wide:mb-0">{term}</dt>
            <dd className="tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </TextPage>
  )
}

function instant(time: Date): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: env().editionClock.timeZone,
  })
  return `${format.format(time)} (${env().editionClock.timeZone})`
}
