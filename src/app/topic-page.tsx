/** All papers of an organization, an author or a category. */
import type { ReactNode } from 'react'
import { EmptyList } from '@/components/listing/empty-list'
import { ListPage } from '@/components/listing/list-page'
import type { Scope } from '@/db/papers/paper-lists'
import type { Cursor } from '@/domain/cursor'
import { monthOf } from '@/domain/edition'
import type { Order } from '@/domain/ranking'
import { ListAside } from './list-aside'
import { PAGE_SIZE, readNewestEdition } from './list-request'
import { readList } from './read-list'

export async function TopicPage({
  title,
  subtitle,
  scope,
  path,
  order,
  after,
  intro,
  topic,
}: {
  title: string
  subtitle: string
  scope: Scope
  path: string
  order: Order
  after: Cursor | null
  intro?: ReactNode
  topic?: string
}) {
  const [list, newest] = await Promise.all([
    readList({ scope, order, after, limit: PAGE_SIZE }),
    readNewestEdition(),
  ])
  return (
    <ListPage
      title={title}
      subtitle={subtitle}
      {...list}
      path={path}
      order={order}
      fallbackOrder="new"
      isFirstPage={!after}
      reason={order === 'trending' ? 'fresh' : 'none'}
      intro={intro}
      topic={topic}
      empty={
        <EmptyList links={[{ href: '/', label: 'Go to today’s papers' }]}>
          No papers here yet.
        </EmptyList>
      }
      aside={<ListAside month={monthOf(newest)} />}
    />
  )
}
