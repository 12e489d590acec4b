import type { Metadata } from 'next'
import { retryItem } from '@/actions/keep-sources'
import { clockText } from '@/app/clock-text'
import { readClock } from '@/app/list-request'
import { Acts } from '@/components/desk/acts'
import { QuarantinedItem } from '@/components/desk/quarantined-item'
import { RuleForm } from '@/components/desk/rule-form'
import { FeedReport } from '@/components/listing/feed-report'
import { FailingJobs } from '@/components/site/failing-jobs'
import { TextPage } from '@/components/ui/text-page'
import { readListingRule } from '@/db/editions/listing-rule'
import { listFailingJobs } from '@/db/jobs'
import { countQuarantine, listQuarantine } from '@/db/sources/quarantine'
import { listFeedReports } from '@/db/sources/source-feeds'
import { counted } from '@/domain/dates'
import { requireCurator } from '@/session/current-member'

const SHOWN = 50

export const metadata: Metadata = { title: 'Sources' }

export default async function SourcesPage({ searchParams }: PageProps<'/admin/sources'>) {
  const { role } = await requireCurator()
  const { before } = await searchParams
  const { now } = readClock()
  const [feeds, rule, total, items, failing] = await Promise.all([
    listFeedReports(),
    readListingRule(),
    countQuarantine(),
    listQuarantine(SHOWN + 1, before === undefined ? undefined : Number(before)),
    listFailingJobs(),
  ])
  const shown = items.slice(0, SHOWN)
  return (
    <TextPage title="Sources">
      <h2>Listing rule</h2>
      <RuleForm rule={rule} mayChange={role === 'admin'} />
      <h2>Feeds</h2>
      {feeds.length === 0 && <p>No source has been checked yet.</p>}
      {feeds.map((feed) => (
        <FeedReport key={feed.name} feed={feed} now={now} clockText={clockText} />
      ))}
      {failing.length > 0 && (
        <>
          <h2>Failing jobs</h2>
          <FailingJobs jobs={failing} clockText={clockText} isForDesk />
        </>
      )}
      <h2 id="quarantine">Quarantine</h2>
      <p>
        {total === 0
          ? 'No items in quarantine.'
          : `${counted(total, 'item')} couldn’t be used. Try one again once its source, or the way we read it, is fixed.`}
      </p>
      <Acts action={retryItem}>
        {shown.map((item) => (
          <QuarantinedItem key={item.id} item={item} />
        ))}
      </Acts>
      {before !== undefined && shown.length === 0 && <p>Nothing older.</p>}
      <nav aria-label="Pages" className="flex justify-between">
        {before === undefined ? <span /> : <a href="/admin/sources#quarantine">Newest</a>}
        {items.length > SHOWN && (
          <a rel="next" href={`/admin/sources?before=${shown.at(-1)?.id}#quarantine`}>
            Older
          </a>
        )}
      </nav>
    </TextPage>
  )
}
