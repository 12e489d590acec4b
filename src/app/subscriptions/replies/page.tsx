import type { Metadata } from 'next'
import { Button } from '@/components/ui/button'
import { TextPage } from '@/components/ui/text-page'
import { memberIn } from '@/db/comments/reply-mail'

export const metadata: Metadata = {
  title: 'Stop mails about replies',
  robots: { index: false },
  referrer: 'no-referrer',
}

/** Asks once more, since a link that is opened must not change anything, and says when it is done. */
export default async function RepliesPage({ searchParams }: PageProps<'/subscriptions/replies'>) {
  const { token, done } = await searchParams
  if (done) return <Stopped />
  if (typeof token !== 'string' || (await memberIn(token)) === null) return <Unknown />
  return (
    <TextPage title="Stop mails about replies">
      <p>
        You will no longer get a mail when somebody replies to a comment of yours. Your digest, if
        you get one, still comes.
      </p>
      <form method="post" action={`/api/replies/${token}`}>
        <Button isStrong name="page" value="1">
          Stop these mails
        </Button>
      </form>
    </TextPage>
  )
}

function Stopped() {
  return (
    <TextPage title="No more mails about replies">
      <p>
        Replies to your comments are no longer mailed to you. You can have these mails again in{' '}
        <a href="/settings">your settings</a>.
      </p>
    </TextPage>
  )
}

function Unknown() {
  return (
    <TextPage title="This link is incomplete">
      <p>
        Copy the whole link from the mail, or switch such mails off in{' '}
        <a href="/settings">your settings</a>.
      </p>
    </TextPage>
  )
}
