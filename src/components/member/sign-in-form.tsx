'use client'
/** Asks for an email address and says that a link was sent. */
import { askForLink } from '@/actions/sign-in'
import { AddressField } from '@/components/ui/address-field'
import { Button } from '@/components/ui/button'
import { Form } from '@/components/ui/form'
import { LetterSent } from '@/components/ui/letter-sent'

export function SignInForm({ next, mailbox }: { next: string; mailbox: boolean }) {
  return (
    <Form action={askForLink} className="max-w-sm">
      {(state, isPending) =>
        state.status === 'done' ? (
          <Sent email={state.values?.email ?? ''} mailbox={mailbox} />
        ) : (
          <>
            <p className="mb-4">
              Enter your email and we’ll send you a sign-in link. No password. New here? It creates
              your account.
            </p>
            <input type="hidden" name="next" value={next} />
            <AddressField value={state.values?.email} error={state.errors?.email} />
            <Button isStrong disabled={isPending}>
              Send me a link
            </Button>
          </>
        )
      }
    </Form>
  )
}

function Sent({ email, mailbox }: { email: string; mailbox: boolean }) {
  return (
    <>
      <LetterSent
        mailbox={mailbox}
        advice={`Nothing after a minute? ${mailbox ? 'Ask' : 'Check your spam folder, then ask'} again.`}
      >
        Check your inbox. We sent a link to <strong className="font-semibold">{email}</strong>. It
        works once, within 10 minutes.
      </LetterSent>
      <p>
        <a href="/sign-in" className="link">
          Use another address
        </a>
      </p>
    </>
  )
}
