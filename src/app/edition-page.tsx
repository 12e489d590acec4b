/** An edition, at its own address and on the front page. */
import { DateLine } from '@/components/listing/date-line'
import { EmptyList } from '@/components/listing/empty-list'
import { ListPage } from '@/components/listing/list-page'
import { findNeighbours } from '@/db/editions/editions'
import type { Cursor } from '@/domain/cursor'
import { longDate, plainDate } from '@/domain/dates'
import { isEditionDay, monthOf } from '@/domain/edition'
import type { Order } from '@/domain/ranking'
import { ListAside } from './list-aside'
import { EDITION_SIZE, readClock } from './list-request'
import { readList } from './read-list'
import { StaleNotice } from './stale-notice'

export async function EditionPage({
  date,
  path,
  order,
  after,
}: {
  date: string
  path: string
  order: Order
  after: Cursor | null
}) {
  const clock = readClock()
  const scope = { kind: 'edition', date } as const
  const [list, neighbours] = await Promise.all([
    readList({ scope, order, after, limit: EDITION_SIZE }),
    findNeighbours(date, clock.openedUntil),
  ])
  const [previous, following] = [neighbours.previous, neighbours.next].map((day) =>
    day ? { href: `/papers/date/${day}`, label: longDate(day) } : null,
  )
  return (
    <ListPage
      title="Daily Papers"
      subtitle="by the research community"
      dateLine={
        <DateLine label={longDate(date)} previous={previous ?? null} next={following ?? null} />
      }
      {...list}
      path={path}
      order={order}
      fallbackOrder="votes"
      isFirstPage={!after}
      reason={order === 'trending' ? 'fresh' : 'rank'}
      empty={
        <EmptyList links={[previous, following].flatMap((arrow) => arrow ?? [])}>
          {whyEmpty(date, clock.openedUntil)}
        </EmptyList>
      }
      notice={<StaleNotice />}
      aside={<ListAside month={monthOf(date)} current={date} />}
    />
  )
}

function whyEmpty(date: string, openedUntil: string): string {
  if (!isEditionDay(date)) return `${longDate(date)}: weekends have no edition.`
  if (date === openedUntil) return 'Today’s edition is open, and no paper has been listed yet.'
  return `No paper was listed on ${plainDate(date)}.`
}
