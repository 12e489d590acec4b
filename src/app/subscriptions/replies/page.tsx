import type { Metadata } from 'next'
import { Button } from '@/components/ui/button'
import { TextPage } from '@/components/ui/text-page'
import { memberIn } from '@/db/comments/reply-mail'

export const metadata: Metadata = {
  title: 'Turn off reply emails',
  robots: { index: false },
  referrer: 'no-referrer',
}

/** Asks once more, since opening a link must not change anything, and says when it is done. */
export default async function RepliesPage({ searchParams }: PageProps<'/subscriptions/replies'>) {
  const { token, done } = await searchParams
  if (done) return <Stopped />
  if (typeof token !== 'string' || (await memberIn(token)) === null) return <Unknown />
  return (
    <TextPage title="Turn off reply emails">
      <p>
        Stop getting an email when someone replies to your comment? If you get the digest, it still
        comes.
      </p>
      <form method="post" action={`/api/replies/${token}`}>
        <Button isStrong name="page" value="1">
          Turn off reply emails
        </Button>
      </form>
    </TextPage>
  )
}

function Stopped() {
  return (
    <TextPage title="Reply emails are off">
      <p>
        We won’t email you about replies to your comments. You can turn these emails back on in{' '}
        <a href="/settings">your settings</a>.
      </p>
    </TextPage>
  )
}

function Unknown() {
  return (
    <TextPage title="This link is incomplete">
      <p>
        Copy the whole link from the email, or turn these emails off in{' '}
        <a href="/settings">your settings</a>.
      </p>
    </TextPage>
  )
}
