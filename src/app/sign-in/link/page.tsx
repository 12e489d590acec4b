import type { Metadata } from 'next'
import { Button } from '@/components/ui/button'
import { TextPage } from '@/components/ui/text-page'
import { readReturnPath } from '@/session/return-path'
import { readSignInLink } from '@/session/sign-in'

export const metadata: Metadata = {
  title: 'Sign in',
  robots: { index: false },
  // The token stays out of every other site's logs; no-referrer would also hide the Origin.
  referrer: 'same-origin',
}

export default async function LinkPage({ searchParams }: PageProps<'/sign-in/link'>) {
  const { token, next, failed } = await searchParams
  const email = typeof token === 'string' ? await readSignInLink(token, new Date()) : null
  return (
    <TextPage title="Sign in">
      {email && typeof token === 'string' ? (
        // Answered by a whole new page, since signing in changes all of it.
        <form method="post" action="/sign-in/press">
          <input type="hidden" name="token" value={token} />
          <input type="hidden" name="next" value={readReturnPath(next)} />
          {failed === 'again' && (
            <p role="status" className="rounded-lg bg-blush px-3 py-2">
              That didn’t work, but the link is still good. Try again in a moment.
            </p>
          )}
          <p>
            Sign in as <strong className="font-semibold">{email}</strong>?
          </p>
          <Button isStrong>Sign in</Button>
        </form>
      ) : (
        <p>
          {failed === 'closed'
            ? 'This account is closed.'
            : 'This link has expired or has already been used.'}{' '}
          <a href="/sign-in">Get a new one.</a>
        </p>
      )}
    </TextPage>
  )
}
