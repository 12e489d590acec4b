import type { Metadata } from 'next'
import { shownWishes } from '@/actions/wishes'
import { readDigestChoices, usualWishes } from '@/app/digest-choices'
import { SubscribeForm } from '@/components/digest/subscribe-form'
import { TextPage } from '@/components/site/text-page'
import { env } from '@/env'
import { currentMember } from '@/session/current-member'

export const metadata: Metadata = {
  title: 'Subscribe',
  description: 'The trending papers by email, daily or weekly, on your topics. No account needed.',
  alternates: { canonical: '/subscribe' },
}

export default async function SubscribePage({ searchParams }: PageProps<'/subscribe'>) {
  const { failed } = await searchParams
  const [choices, member] = await Promise.all([readDigestChoices(), currentMember()])
  return (
    <TextPage title="Trending papers by email">
      <p>
        The papers of the newest edition with the most fresh votes, in one mail: titles, who wrote
        them, two lines of each. No account, no tracking, and every mail has a link that stops it.
      </p>
      {member && (
        <p>
          You are signed in as {member.email}: <a href="/settings#digest">your settings</a>{' '}
          subscribe that address without a confirmation.
        </p>
      )}
      {failed === 'many' && (
        <p role="status" className="max-w-xl rounded-lg bg-blush px-3 py-2">
          Many have asked for mail of late, so nothing was sent. Try again in an hour.
        </p>
      )}
      <SubscribeForm
        choices={choices}
        usual={shownWishes(usualWishes())}
        mailbox={env().hasMailbox}
        error={failed === 'address' ? 'That does not look like an email address.' : undefined}
      />
      <p className="!mt-8 text-mute">
        Already subscribed? <a href="/subscriptions/manage">Change or stop your digest.</a>
      </p>
    </TextPage>
  )
}
