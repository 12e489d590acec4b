/** A week or a month of editions in one list. */
import { DateLine } from '@/components/listing/date-line'
import { EmptyList } from '@/components/listing/empty-list'
import { ListPage } from '@/components/listing/list-page'
import { findNeighbours } from '@/db/editions'
import { countPapers, listPapers } from '@/db/paper-lists'
import type { Cursor } from '@/domain/cursor'
import { monthOf, type Period } from '@/domain/edition'
import type { Order } from '@/domain/ranking'
import { ListAside } from './list-aside'
import { PAGE_SIZE, readClock } from './list-request'
import { StaleNotice } from './stale-notice'

export async function PeriodPage({
  title,
  label,
  period,
  path,
  order,
  after,
  linkTo,
}: {
  title: string
  label: string
  period: Period
  path: string
  order: Order
  after: Cursor | null
  /** The period of the same kind that holds a date. */
  linkTo: (date: string) => { href: string; label: string }
}) {
  const clock = readClock()
  const to = period.to < clock.openedUntil ? period.to : clock.openedUntil
  const scope = { kind: 'period', from: period.from, to } as const
  const [{ papers, next }, total, before, later] = await Promise.all([
    listPapers({ scope, order, after, limit: PAGE_SIZE }),
    countPapers(scope),
    findNeighbours(period.from, clock.openedUntil),
    findNeighbours(period.to, clock.openedUntil),
  ])
  const previous = before.previous ? linkTo(before.previous) : null
  const following = later.next ? linkTo(later.next) : null
  return (
    <ListPage
      title={title}
      subtitle="by the research community"
      dateLine={<DateLine label={label} previous={previous} next={following} />}
      papers={papers}
      total={total}
      path={path}
      order={order}
      fallbackOrder="votes"
      next={next}
      isFirstPage={!after}
      reason={order === 'trending' ? 'fresh' : 'none'}
      clock={clock}
      empty={
        <EmptyList links={[previous, following].flatMap((arrow) => arrow ?? [])}>
          No paper was listed in this time.
        </EmptyList>
      }
      notice={<StaleNotice />}
      aside={<ListAside month={monthOf(to)} />}
    />
  )
}
