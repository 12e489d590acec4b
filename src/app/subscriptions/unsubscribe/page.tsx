import type { Metadata } from 'next'
import { TextPage } from '@/components/site/text-page'
import { Button } from '@/components/ui/button'
import { findRepliesToStop } from '@/db/reply-notices'
import { findToUnsubscribe } from '@/db/subscriptions'
import { maskedAddress } from '@/domain/email-address'
import { describeDigest } from '@/domain/subscription'

export const metadata: Metadata = {
  title: 'Unsubscribe',
  robots: { index: false },
  referrer: 'no-referrer',
}

/** What a link stops: `kind` in words, to whom, and whether it is stopped already. */
type Stoppable = { kind: string; address: string; isStopped: boolean; isDigest: boolean }

/** Asks once more, since a link that is opened must not change anything, and says when it is done. */
export default async function UnsubscribePage({
  searchParams,
}: PageProps<'/subscriptions/unsubscribe'>) {
  const { token, done } = await searchParams
  const found = typeof token === 'string' ? await findStoppable(token) : null
  if (found?.isStopped) return <Unsubscribed found={found} />
  if (typeof token !== 'string' || !found) return done ? <Unsubscribed /> : <Unknown />
  const { kind, address, isDigest } = found
  return (
    <TextPage title="Unsubscribe">
      <p>{`Stop ${kind} to ${address}?`}</p>
      <form method="post" action={`/api/u/${token}`}>
        <Button isStrong name="page" value="1">
          Unsubscribe
        </Button>
      </form>
      {isDigest && (
        <p className="!mt-5 text-mute">
          Or <a href="/subscriptions/manage">change what you get</a>: weekly, fewer topics, another
          hour.
        </p>
      )}
    </TextPage>
  )
}

async function findStoppable(token: string): Promise<Stoppable | null> {
  const digest = await findToUnsubscribe(token)
  if (digest) {
    const [kind, isStopped] = [describeDigest(digest), digest.status === 'unsubscribed']
    return { kind, address: maskedAddress(digest.email), isStopped, isDigest: true }
  }
  const member = await findRepliesToStop(token)
  if (!member) return null
  const address = maskedAddress(member.email)
  const kind = 'the mails about replies to your comments'
  return { kind, address, isStopped: !member.wantsReplyMail, isDigest: false }
}

function Unsubscribed({ found }: { found?: Stoppable }) {
  return (
    <TextPage title="You are unsubscribed">
      <p>
        {found
          ? `You no longer get ${found.kind} at ${found.address}.`
          : 'No further digest is sent to you.'}
      </p>
      <p>
        {found?.isDigest === false ? (
          <a href="/settings">Switch them on again</a>
        ) : (
          <a href="/subscribe">Subscribe again</a>
        )}{' '}
        · <a href="/">Back to the papers</a>
      </p>
    </TextPage>
  )
}

function Unknown() {
  return (
    <TextPage title="Nothing to unsubscribe">
      <p>
        This link is incomplete, or its subscription is gone. If mails still come, use the link in
        the newest, or <a href="/subscriptions/manage">ask for a link</a>.
      </p>
    </TextPage>
  )
}
