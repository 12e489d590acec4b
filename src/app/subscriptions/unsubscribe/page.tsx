import type { Metadata } from 'next'
import { TextPage } from '@/components/site/text-page'
import { findToUnsubscribe } from '@/db/subscriptions'
import { describeDigest } from '@/domain/subscription'

export const metadata: Metadata = {
  title: 'Unsubscribe',
  robots: { index: false },
  referrer: 'no-referrer',
}

type Query = Promise<{ token?: string | string[]; done?: string | string[] }>

/** Asks once more, since a link that is opened must not change anything, and says when it is done. */
export default async function UnsubscribePage({ searchParams }: { searchParams: Query }) {
  const { token, done } = await searchParams
  if (done === '1') {
    return (
      <TextPage title="You are unsubscribed">
        <p>No further digest is sent to you.</p>
        <p>
          <a href="/">Back to the papers</a>
        </p>
      </TextPage>
    )
  }
  const found = typeof token === 'string' ? await findToUnsubscribe(token) : null
  if (typeof token !== 'string' || found?.status !== 'confirmed') {
    return (
      <TextPage title="Nothing to unsubscribe">
        <p>
          This link stands for no digest that is still sent. It may have been used before, or be
          incomplete.
        </p>
      </TextPage>
    )
  }
  return (
    <TextPage title="Unsubscribe">
      <p>{`You will no longer get ${describeDigest(found)}.`}</p>
      <form method="post" action={`/api/u/${token}`}>
        <button
          type="submit"
          name="page"
          value="1"
          className="cursor-pointer rounded-lg bg-ink px-4 py-2 font-semibold text-paper"
        >
          Unsubscribe
        </button>
      </form>
    </TextPage>
  )
}
