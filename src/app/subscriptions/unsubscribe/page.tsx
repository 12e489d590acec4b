import type { Metadata } from 'next'
import { TextPage } from '@/components/site/text-page'
import { Button } from '@/components/ui/button'
import { findToUnsubscribe } from '@/db/subscriptions'
import { maskedAddress } from '@/domain/email-address'
import { describeDigest, type Subscription } from '@/domain/subscription'

export const metadata: Metadata = {
  title: 'Unsubscribe',
  robots: { index: false },
  referrer: 'no-referrer',
}

/** Asks once more, since a link that is opened must not change anything, and says when it is done. */
export default async function UnsubscribePage({
  searchParams,
}: PageProps<'/subscriptions/unsubscribe'>) {
  const { token, done } = await searchParams
  const found = typeof token === 'string' ? await findToUnsubscribe(token) : null
  if (found?.status === 'unsubscribed') return <Unsubscribed found={found} />
  if (typeof token !== 'string' || !found) return done ? <Unsubscribed /> : <Unknown />
  return (
    <TextPage title="Unsubscribe">
      <p>{`Stop ${describeDigest(found)} to ${maskedAddress(found.email)}?`}</p>
      <form method="post" action={`/api/u/${token}`}>
        <Button isStrong name="page" value="1">
          Unsubscribe
        </Button>
      </form>
      <p className="!mt-5 text-mute">
        Or <a href="/subscriptions/manage">change what you get</a>: weekly, fewer topics, another
        hour.
      </p>
    </TextPage>
  )
}

function Unsubscribed({ found }: { found?: Subscription }) {
  return (
    <TextPage title="You are unsubscribed">
      <p>
        {found
          ? `No further digest is sent to ${maskedAddress(found.email)}.`
          : 'No further digest is sent to you.'}
      </p>
      <p>
        <a href="/subscribe">Subscribe again</a> · <a href="/">Back to the papers</a>
      </p>
    </TextPage>
  )
}

function Unknown() {
  return (
    <TextPage title="Nothing to unsubscribe">
      <p>
        This link is incomplete, or its subscription is gone. If mails still come, use the link in
        the newest one, or <a href="/subscriptions/manage">ask for a link</a>.
      </p>
    </TextPage>
  )
}
