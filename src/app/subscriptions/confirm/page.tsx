import type { Metadata } from 'next'
import { Button } from '@/components/ui/button'
import { TextPage } from '@/components/ui/text-page'
import { findToConfirm } from '@/db/subscriptions/subscriptions'
import { describeDigest, describeTime } from '@/domain/subscription'

export const metadata: Metadata = {
  title: 'Confirm your subscription',
  robots: { index: false },
  // The token stays out of every other site's logs; no-referrer would also hide the Origin.
  referrer: 'same-origin',
}

/** Asks once more, since opening a link must not change anything. */
export default async function ConfirmPage({ searchParams }: PageProps<'/subscriptions/confirm'>) {
  const { token } = await searchParams
  const found = typeof token === 'string' ? await findToConfirm(token, new Date()) : null
  if (!found || typeof token !== 'string') {
    return (
      <TextPage title="Nothing to confirm">
        <p>
          This link has expired or has already been used. If you’ve confirmed already, you’re
          subscribed and there’s nothing left to do.
        </p>
        <p>
          <a href="/subscribe">Subscribe</a> ·{' '}
          <a href="/subscriptions/manage">Change your digest or unsubscribe</a>
        </p>
      </TextPage>
    )
  }
  return (
    <TextPage title="Confirm your subscription">
      <p>
        {`Send ${describeDigest(found)} to `}
        <strong className="font-semibold">{found.email}</strong>?
      </p>
      <form method="post" action="/subscriptions/confirm/press">
        <input type="hidden" name="token" value={token} />
        <Button isStrong>Confirm subscription</Button>
      </form>
      <p className="!mt-5 text-mute">
        {`Your first digest comes right away, then ${describeTime(found)} when there are new papers. `}
        You can change everything on the next page.
      </p>
    </TextPage>
  )
}
