import type { Metadata } from 'next'
import { TextPage } from '@/components/site/text-page'
import { Button } from '@/components/ui/button'
import { findToUnsubscribe } from '@/db/subscriptions'
import { describeDigest } from '@/domain/subscription'

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
  if (done || found?.status === 'unsubscribed') return <Unsubscribed />
  if (typeof token !== 'string' || !found) return <Unknown />
  return (
    <TextPage title="Unsubscribe">
      <p>{`You will no longer get ${describeDigest(found)}.`}</p>
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

function Unsubscribed() {
  return (
    <TextPage title="You are unsubscribed">
      <p>No further digest is sent to you.</p>
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
