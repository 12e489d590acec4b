import type { Metadata } from 'next'
import { SignInForm } from '@/components/member/sign-in-form'
import { TextPage } from '@/components/site/text-page'
import { readReturnPath } from '@/domain/return-path'
import { env } from '@/env'
import { currentMember } from '@/session/current-member'

export const metadata: Metadata = {
  title: 'Sign in',
  description: 'Sign in to Broadsheet with a link by email.',
  robots: { index: false },
}

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const next = readReturnPath((await searchParams).next)
  const member = await currentMember()
  return (
    <TextPage title="Sign in">
      {member ? (
        <p>
          You are signed in as @{member.handle}. <a href={next}>Go on</a>
        </p>
      ) : (
        <>
          <p>
            Write your address and we mail you a link: no password. The first time, it makes your
            account.
          </p>
          <SignInForm next={next} mailbox={env().hasMailbox} />
        </>
      )}
    </TextPage>
  )
}
