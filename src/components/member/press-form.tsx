'use client'
/** The button behind an emailed link: opening the link alone signs nobody in. */
import { pressLink } from '@/actions/sign-in'
import { Button } from '@/components/ui/button'
import { Form } from '@/components/ui/form'

export function PressForm({ token, next, email }: { token: string; next: string; email: string }) {
  return (
    <Form action={pressLink}>
      {(state, isPending) =>
        state.status === 'failed' ? (
          <p>
            <a href="/sign-in" className="link">
              Ask for a new link
            </a>
          </p>
        ) : (
          <>
            <input type="hidden" name="token" value={token} />
            <input type="hidden" name="next" value={next} />
            <p className="mb-4">
              Sign in as <strong className="font-semibold">{email}</strong>?
            </p>
            <Button isStrong disabled={isPending}>
              Sign in
            </Button>
          </>
        )
      }
    </Form>
  )
}
