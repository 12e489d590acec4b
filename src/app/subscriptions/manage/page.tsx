import type { Metadata } from 'next'
import { shownWishes } from '@/actions/wishes'
import { readDigestChoices } from '@/app/digest-choices'
import { LinkForm } from '@/components/digest/link-form'
import { ManageForm } from '@/components/digest/manage-form'
import { TextPage } from '@/components/ui/text-page'
import { findToManage } from '@/db/subscriptions/subscriptions'
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
            ? 'This link has expired, or a newer one has replaced it. Enter your email, and we’ll send you another.'
            : 'To make sure it’s you, we’ll email you a link to your settings.'}
        </p>
        <LinkForm mailbox={env().hasMailbox} />
        <p className="!mt-8 text-mute">To unsubscribe, use the link in any digest.</p>
      </TextPage>
    )
  }
  return (
    <TextPage title={confirmed ? 'You are subscribed' : 'Your digest'}>
      <p>
        <strong className="font-semibold">{found.email}</strong>
        {` gets ${describeDigest(found)}${confirmed ? '' : `, ${describeTime(found)}`}.`}
      </p>
      {confirmed && (
        <p>
          Your first digest is on its way to your inbox. After that, one comes {describeTime(found)}{' '}
          when there are new papers. Change anything you like.
        </p>
      )}
      <ManageForm token={token} choices={await readDigestChoices()} wishes={shownWishes(found)} />
    </TextPage>
  )
}
