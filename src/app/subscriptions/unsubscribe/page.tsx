import type { Metadata } from 'next'
import { Button } from '@/components/ui/button'
import { TextPage } from '@/components/ui/text-page'
import { findToUnsubscribe } from '@/db/subscriptions/subscriptions'
import { findWayBack, type Leaver } from '@/db/subscriptions/way-back'
import { maskedAddress } from '@/domain/email-address'
import { describeDigest } from '@/domain/subscription'

export const metadata: Metadata = {
  title: 'Unsubscribe',
  robots: { index: false },
  // The token stays out of every other site's logs; no-referrer would also hide the Origin.
  referrer: 'same-origin',
}

/** Asks once more, since opening a link must not change anything, and says when it is done. */
export default async function UnsubscribePage({
  searchParams,
}: PageProps<'/subscriptions/unsubscribe'>) {
  const { token, done, back } = await searchParams
  if (back) return <SubscribedAgain />
  if (typeof done === 'string') return <Unsubscribed wayBack={done} />
  const found = typeof token === 'string' ? await findToUnsubscribe(token) : null
  if (typeof token !== 'string' || !found) return <Unknown />
  if (found.status === 'unsubscribed') return <Unsubscribed />
  return (
    <TextPage title="Unsubscribe">
      <p>{`Stop ${digestTo(found)}?`}</p>
      <form method="post" action={`/api/u/${token}`}>
        <Button isStrong name="page" value="1">
          Unsubscribe
        </Button>
      </form>
      <p className="!mt-5 text-mute">
        Too many emails? <a href="/subscriptions/manage">Change what you get</a>: weekly, fewer
        topics or another time.
      </p>
    </TextPage>
  )
}

/** "the weekly digest to t…s@uni.edu", since an email may have been forwarded. */
function digestTo(leaver: Leaver): string {
  return `${describeDigest(leaver)} to ${maskedAddress(leaver.email)}`
}

/** `wayBack`: what undoes it. */
async function Unsubscribed({ wayBack = '' }: { wayBack?: string }) {
  const leaver = await findWayBack(wayBack, new Date())
  return (
    <TextPage title="You are unsubscribed">
      <p>{leaver ? `We’ve stopped ${digestTo(leaver)}.` : 'You won’t get any more digests.'}</p>
      {leaver ? (
        <>
          <p>Changed your mind? Subscribe again with the same settings.</p>
          <form method="post" action="/subscriptions/unsubscribe/back">
            <input type="hidden" name="token" value={wayBack} />
            <Button>Subscribe again</Button>
          </form>
          <p className="!mt-5">
            <a href="/">Back to the papers</a>
          </p>
        </>
      ) : (
        <p>
          <a href="/subscribe">Subscribe again</a> · <a href="/">Back to the papers</a>
        </p>
      )}
    </TextPage>
  )
}

function SubscribedAgain() {
  return (
    <TextPage title="You are subscribed again">
      <p>Your digest continues as before.</p>
      <p>
        <a href="/subscriptions/manage">Change what you get</a> · <a href="/">Back to the papers</a>
      </p>
    </TextPage>
  )
}

function Unknown() {
  return (
    <TextPage title="Nothing to unsubscribe">
      <p>
        This link is incomplete or no longer works. Use the one in your newest digest, or{' '}
        <a href="/subscriptions/manage">ask for a link to your settings</a>.
      </p>
    </TextPage>
  )
}
