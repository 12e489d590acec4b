import type { Metadata } from 'next'
import { notFound, permanentRedirect } from 'next/navigation'
import { cache } from 'react'
import { PAGE_SIZE, readListQuery } from '@/app/list-request'
import { readList } from '@/app/read-list'
import { EmptyList } from '@/components/listing/empty-list'
import { ListPage } from '@/components/listing/list-page'
import { SaidList } from '@/components/member/said-list'
import { TextPage } from '@/components/ui/text-page'
import { listCommentsBy } from '@/db/comments/comments'
import { findMemberByHandle } from '@/db/members/members'
import { plainDate } from '@/domain/dates'
import { utcDay } from '@/domain/utc-day'

const COMMENTS_SHOWN = 20

type Props = PageProps<'/u/[handle]'>

const readProfile = cache(async (asked: string) => {
  const handle = asked.toLowerCase()
  const member = await findMemberByHandle(handle)
  if (!member || member.bannedAt) notFound()
  if (handle !== asked) permanentRedirect(`/u/${handle}`)
  return member
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { handle, name } = await readProfile((await params).handle)
  return { title: name ? `${name} (@${handle})` : `@${handle}`, robots: { index: false } }
}

export default async function ProfilePage({ params, searchParams }: Props) {
  const { id, handle, name, createdAt, hidesActivity } = await readProfile((await params).handle)
  const { order, after } = await readListQuery(searchParams, 'new')
  if (order !== 'new') notFound()
  const title = name || `@${handle}`
  const since = `@${handle} · joined ${plainDate(utcDay(createdAt))}`
  if (hidesActivity) {
    return (
      <TextPage title={title}>
        <p className="text-mute">{since}</p>
        <p>This member keeps their votes and comments private.</p>
      </TextPage>
    )
  }
  const scope = { kind: 'upvoted', memberId: id } as const
  const [list, comments] = await Promise.all([
    readList({ scope, order, after, limit: PAGE_SIZE }),
    listCommentsBy(id, COMMENTS_SHOWN, null),
  ])
  return (
    <ListPage
      title={title}
      subtitle={since}
      dateLine={<h2 className="text-[15px] font-semibold">Upvoted papers</h2>}
      {...list}
      reader={{ ...list.reader, fresh: null }}
      path={`/u/${handle}`}
      order={order}
      fallbackOrder={null}
      isFirstPage={!after}
      reason="none"
      aside={<SaidList comments={comments} now={list.clock.now} />}
      asideLabel="Comments"
      empty={
        <EmptyList links={[{ href: '/', label: 'Go to today’s papers' }]}>No votes yet.</EmptyList>
      }
    />
  )
}
