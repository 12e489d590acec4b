import type { Metadata } from 'next'
import { shownWishes } from '@/actions/wishes'
import { readDigestChoices, usualWishes } from '@/app/digest-choices'
import { SubscribeForm } from '@/components/digest/subscribe-form'
import { TextPage } from '@/components/ui/text-page'
import { env } from '@/env'
import { currentMember } from '@/session/current-member'

export const metadata: Metadata = {
  title: 'Subscribe',
  description:
    'Trending papers by email, daily or weekly, in the topics you choose. No account needed.',
  alternates: { canonical: '/subscribe' },
}

export default async function SubscribePage({ searchParams }: PageProps<'/subscribe'>) {
  const { failed } = await searchParams
  const [choices, member] = await Promise.all([readDigestChoices(), currentMember()])
  return (
    <TextPage title="Trending papers by email">
      <p>
        The day’s most-voted papers in one email: title, authors, two lines each. No account, no
        tracking, unsubscribe any time.
      </p>
      {member && (
        <p>
          You’re signed in as {member.email}. Subscribe with that address in{' '}
          <a href="/settings#digest">your settings</a>: there’s nothing to confirm.
        </p>
      )}
      {failed === 'many' && (
        <p role="status" className="max-w-xl rounded-lg bg-blush px-3 py-2">
          We’re sending a lot of mail right now; nothing was sent. Try again in an hour.
        </p>
      )}
      {failed === 'topics' && (
        <p role="status" className="max-w-xl rounded-lg bg-blush px-3 py-2">
          That topic isn’t an arXiv category. Choose your topics here.
        </p>
      )}
      <SubscribeForm
        choices={choices}
        usual={shownWishes(usualWishes())}
        mailbox={env().hasMailbox}
        error={failed === 'address' ? 'That doesn’t look like an email address.' : undefined}
      />
      <p className="!mt-8 text-mute">
        Already subscribed? <a href="/subscriptions/manage">Change your digest or unsubscribe.</a>
      </p>
    </TextPage>
  )
}
