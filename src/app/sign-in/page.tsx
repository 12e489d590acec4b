import type { Metadata } from 'next'
import { Providers } from '@/components/member/providers'
import { SignInForm } from '@/components/member/sign-in-form'
import { TextPage } from '@/components/ui/text-page'
import { env } from '@/env'
import { currentMember } from '@/session/current-member'
import { listProviders } from '@/session/providers'
import { readReturnPath } from '@/session/return-path'

export const metadata: Metadata = {
  title: 'Sign in',
  description: 'Sign in to Broadsheet with a link by email.',
  robots: { index: false },
}

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const { next: asked, failed } = await searchParams
  const next = readReturnPath(asked)
  const member = await currentMember()
  return (
    <TextPage title="Sign in">
      {member ? (
        <p>
          You’re signed in as @{member.handle}. <a href={next}>Continue</a>
        </p>
      ) : (
        <>
          {failed && (
            <p role="status" className="max-w-sm rounded-lg bg-blush px-3 py-2">
              That sign-in didn’t work, or didn’t give us a verified email address. Try again, or
              get a link by email.
            </p>
          )}
          <SignInForm next={next} mailbox={env().hasMailbox} />
          <Providers providers={listProviders()} next={next} />
        </>
      )}
    </TextPage>
  )
}
