/** All papers of an organization, an author or a category. */
import type { ReactNode } from 'react'
import { EmptyList } from '@/components/listing/empty-list'
import { ListPage } from '@/components/listing/list-page'
import { countPapers, listPapers, type Scope } from '@/db/paper-lists'
import type { Cursor } from '@/domain/cursor'
import { monthOf } from '@/domain/edition'
import type { Order } from '@/domain/ranking'
import { ListAside } from './list-aside'
import { PAGE_SIZE, readClock, readNewestEdition } from './list-request'

export async function TopicPage({
  title,
  subtitle,
  scope,
  path,
  order,
  after,
  intro,
}: {
  title: string
  subtitle: string
  scope: Scope
  path: string
  order: Order
  after: Cursor | null
  intro?: ReactNode
}) {
  const clock = readClock()
  const [{ papers, next }, total, newest] = await Promise.all([
    listPapers({ scope, order, after, limit: PAGE_SIZE }),
    countPapers(scope),
    readNewestEdition(),
  ])
  return (
    <ListPage
      title={title}
      subtitle={subtitle}
      papers={papers}
      total={total}
      path={path}
      order={order}
      fallbackOrder="new"
      next={next}
      isFirstPage={!after}
      reason={order === 'trending' ? 'fresh' : 'none'}
      clock={clock}
      intro={intro}
      empty={
        <EmptyList links={[{ href: '/', label: 'To today’s papers' }]}>
          No paper here yet.
        </EmptyList>
      }
      aside={<ListAside month={monthOf(newest)} />}
    />
  )
}
