import type { Metadata } from 'next'
import { PressForm } from '@/components/member/press-form'
import { TextPage } from '@/components/site/text-page'
import { readReturnPath } from '@/domain/return-path'
import { readSignInLink } from '@/session/sign-in'

export const metadata: Metadata = {
  title: 'Sign in',
  robots: { index: false },
  // The token stays out of every Referer.
  referrer: 'no-referrer',
}

export default async function LinkPage({ searchParams }: PageProps<'/sign-in/link'>) {
  const { token, next } = await searchParams
  const email = typeof token === 'string' ? await readSignInLink(token, new Date()) : null
  return (
    <TextPage title="Sign in">
      {email && typeof token === 'string' ? (
        <PressForm token={token} next={readReturnPath(next)} email={email} />
      ) : (
        <p>
          This link has been used, or its time is over. <a href="/sign-in">Ask for a new one.</a>
        </p>
      )}
    </TextPage>
  )
}
