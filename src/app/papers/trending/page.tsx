import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ListAside } from '@/app/list-aside'
import { PAGE_SIZE, readListQuery, readNewestEdition } from '@/app/list-request'
import { readList } from '@/app/read-list'
import { StaleNotice } from '@/app/stale-notice'
import { EmptyList } from '@/components/listing/empty-list'
import { ListPage } from '@/components/listing/list-page'
import { monthOf } from '@/domain/edition'

export const metadata: Metadata = {
  title: 'Trending papers',
  alternates: { canonical: '/papers/trending' },
}

const SCOPE = { kind: 'voted' } as const

export default async function TrendingPage({ searchParams }: PageProps<'/papers/trending'>) {
  const { order, after } = await readListQuery(searchParams, 'trending')
  if (order !== 'trending') notFound()
  const [list, newest] = await Promise.all([
    readList({ scope: SCOPE, order, after, limit: PAGE_SIZE }),
    readNewestEdition(),
  ])
  return (
    <ListPage
      title="Trending Papers"
      subtitle="A vote’s weight halves every 48 hours"
      {...list}
      path="/papers/trending"
      order={order}
      fallbackOrder={null}
      isFirstPage={!after}
      reason="fresh"
      empty={
        <EmptyList links={[{ href: '/', label: 'Go to today’s papers' }]}>
          No papers have votes yet.
        </EmptyList>
      }
      notice={<StaleNotice />}
      aside={<ListAside month={monthOf(newest)} withTrending={false} />}
    />
  )
}
