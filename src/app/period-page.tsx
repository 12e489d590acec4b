/** A week or a month of editions in one list. */
import { DateLine } from '@/components/listing/date-line'
import { EmptyList } from '@/components/listing/empty-list'
import { ListPage } from '@/components/listing/list-page'
import { findNeighbours } from '@/db/editions/editions'
import type { Cursor } from '@/domain/cursor'
import { monthOf, type Period } from '@/domain/edition'
import type { Order } from '@/domain/ranking'
import { ListAside } from './list-aside'
import { PAGE_SIZE, readClock } from './list-request'
import { readList } from './read-list'
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
  const [list, before, later] = await Promise.all([
    readList({ scope, order, after, limit: PAGE_SIZE }),
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
      {...list}
      path={path}
      order={order}
      fallbackOrder="votes"
      isFirstPage={!after}
      reason={order === 'trending' ? 'fresh' : 'none'}
      empty={
        <EmptyList links={[previous, following].flatMap((arrow) => arrow ?? [])}>
          No papers were listed in this period.
        </EmptyList>
      }
      notice={<StaleNotice />}
      aside={<ListAside month={monthOf(to)} />}
    />
  )
}
