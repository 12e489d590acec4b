import type { Metadata } from 'next'
import { shownWishes } from '@/actions/wishes'
import { readDigestChoices } from '@/app/digest-choices'
import { LinkForm } from '@/components/digest/link-form'
import { ManageForm } from '@/components/digest/manage-form'
import { TextPage } from '@/components/site/text-page'
import { findToManage } from '@/db/subscriptions'
import { describeDigest, describeTime } from '@/domain/subscription'
import { env } from '@/env'

export const metadata: Metadata = {
  title: 'Your digest',
  robots: { index: false },
  referrer: 'same-origin',
}

export default async function ManagePage({ searchParams }: PageProps<'/subscriptions/manage'>) {
  const { token, confirmed } = await searchParams
  const found = typeof token === 'string' ? await findToManage(token, new Date()) : null
  if (!found || typeof token !== 'string') {
    return (
      <TextPage title="Change your digest">
        <p>
          {token
            ? 'The time of this link is over, or another has taken its place.'
            : 'Only you may change what is mailed to you, so the way goes through your inbox.'}{' '}
          Write your address and we mail you a link.
        </p>
        <LinkForm mailbox={env().hasMailbox} />
        <p className="!mt-8 text-mute">
          To stop the digest no link is needed: each mail has one of its own.
        </p>
      </TextPage>
    )
  }
  return (
    <TextPage title={confirmed ? 'You are subscribed' : 'Your digest'}>
      <p>
        <strong className="font-semibold">{found.email}</strong>
        {` gets ${describeDigest(found)}, ${describeTime(found)}.`}
        {confirmed && ' Is there something to change?'}
      </p>
      <ManageForm token={token} choices={await readDigestChoices()} wishes={shownWishes(found)} />
    </TextPage>
  )
}
