'use client'
/** Asks for an address and says that a link is on its way. */
import { askForLink } from '@/actions/sign-in'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'

export function SignInForm({ next, mailbox }: { next: string; mailbox: boolean }) {
  return (
    <Form action={askForLink} className="max-w-sm">
      {(state, isPending) =>
        state.status === 'done' ? (
          <Sent email={state.values?.email ?? ''} mailbox={mailbox} />
        ) : (
          <>
            <input type="hidden" name="next" value={next} />
            <Field
              label="Email"
              name="email"
              type="email"
              autoComplete="email"
              inputMode="email"
              placeholder="you@lab.edu"
              defaultValue={state.values?.email}
              error={state.errors?.email}
              required
            />
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
    <div role="status">
      <p className="mb-3">
        A link is on its way to <strong className="font-semibold">{email}</strong>. It works once,
        for ten minutes.
      </p>
      {mailbox ? (
        <p className="mb-3">
          This site keeps its mail to itself: find it in{' '}
          <a href="/mailbox" className="link">
            the mailbox
          </a>
          .
        </p>
      ) : (
        <p className="mb-3 text-mute">
          Nothing there after a minute? Look among the spam, then ask again.
        </p>
      )}
      <p>
        <a href="/sign-in" className="link">
          Use another address
        </a>
      </p>
    </div>
  )
}
