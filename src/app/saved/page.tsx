import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PAGE_SIZE, readListQuery } from '@/app/list-request'
import { readList } from '@/app/read-list'
import { EmptyList } from '@/components/listing/empty-list'
import { ListPage } from '@/components/listing/list-page'
import { HiddenPapers } from '@/components/member/hidden-papers'
import { listPapers } from '@/db/papers/paper-lists'
import { requireMember } from '@/session/current-member'

export const metadata: Metadata = { title: 'Saved papers', robots: { index: false } }

const HIDDEN_SHOWN = 200

export default async function SavedPage({ searchParams }: PageProps<'/saved'>) {
  const { order, after } = await readListQuery(searchParams, 'new')
  if (order !== 'new') notFound()
  const { id: memberId } = await requireMember('/saved')
  const [list, hidden] = await Promise.all([
    readList({ scope: { kind: 'saved', memberId }, order, after, limit: PAGE_SIZE }),
    listPapers({ scope: { kind: 'hidden', memberId }, order, after: null, limit: HIDDEN_SHOWN }),
  ])
  return (
    <ListPage
      title="Saved papers"
      subtitle="Only you can see this list"
      {...list}
      reader={{ ...list.reader, fresh: null }}
      path="/saved"
      order={order}
      fallbackOrder={null}
      isFirstPage={!after}
      reason="none"
      empty={
        <EmptyList links={[{ href: '/', label: 'Go to today’s papers' }]}>
          Nothing saved yet. Press Save on a paper to keep it here.
        </EmptyList>
      }
      aside={<HiddenPapers papers={hidden.papers} />}
      asideLabel="Hidden papers"
    />
  )
}
