import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { HandleForm } from '@/components/member/handle-form'
import { TextPage } from '@/components/ui/text-page'
import { isFreeHandle } from '@/db/members/handles'
import { parseHandle } from '@/domain/member'
import { requireMember } from '@/session/current-member'
import { readReturnPath } from '@/session/return-path'

export const metadata: Metadata = { title: 'Choose your handle', robots: { index: false } }

/** After the first sign-in; members who have chosen a handle are sent on. */
export default async function HandlePage({ searchParams }: PageProps<'/sign-in/handle'>) {
  const { next: asked, proposed } = await searchParams
  const next = readReturnPath(asked)
  const member = await requireMember(`/sign-in/handle?${new URLSearchParams({ next })}`)
  if (member.handleChosenAt) redirect(next)
  const proposal = typeof proposed === 'string' ? parseHandle(proposed) : null
  const isFree = proposal !== null && (await isFreeHandle(proposal, member.id, new Date()))
  return (
    <TextPage title="Choose your handle">
      <p>
        You’re signed in. Your handle is what others see next to your comments and votes; your email
        address is never shown.
      </p>
      <HandleForm handle={isFree ? proposal : member.handle} next={next} />
      <p className="text-mute">
        Until you choose one, you’re @{member.handle}. You can change it in{' '}
        <a href="/settings">your settings</a> at any time.
      </p>
    </TextPage>
  )
}
