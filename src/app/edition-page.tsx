/** An edition, at its own address and on the front page. */
import { DateLine } from '@/components/listing/date-line'
import { EmptyList } from '@/components/listing/empty-list'
import { ListPage } from '@/components/listing/list-page'
import { findNeighbours } from '@/db/editions/editions'
import type { Cursor } from '@/domain/cursor'
import { longDate, plainDate, shortDay } from '@/domain/dates'
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
        <EmptyList links={nearestLinks(neighbours)}>{whyEmpty(date, clock.openedUntil)}</EmptyList>
      }
      notice={<StaleNotice />}
      aside={<ListAside month={monthOf(date)} current={date} />}
    />
  )
}

/** "← Fri 3 Jan", "Mon 6 Jan →" */
function nearestLinks({ previous, next }: Awaited<ReturnType<typeof findNeighbours>>) {
  const linkTo = (day: string, label: string) => ({ href: `/papers/date/${day}`, label })
  return [
    ...(previous ? [linkTo(previous, `← ${shortDay(previous)}`)] : []),
    ...(next ? [linkTo(next, `${shortDay(next)} →`)] : []),
  ]
}

function whyEmpty(date: string, openedUntil: string): string {
  if (!isEditionDay(date)) return 'No edition on weekends.'
  if (date === openedUntil) return 'Today’s edition is open, but no papers have been listed yet.'
  return `No papers were listed on ${plainDate(date)}.`
}
