'use client'
/** Asks for an address and says that a link is on its way. */
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
        advice="Nothing there after a minute? Look among the spam, then ask again."
      >
        A link is on its way to <strong className="font-semibold">{email}</strong>. It works once,
        for ten minutes.
      </LetterSent>
      <p>
        <a href="/sign-in" className="link">
          Use another address
        </a>
      </p>
    </>
  )
}
