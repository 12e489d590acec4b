'use client'
/** Deletes an account, once its handle is typed. */
import { leave } from '@/actions/settings'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'

export function LeaveForm({ handle }: { handle: string }) {
  return (
    <Form action={leave} className="max-w-sm">
      {({ errors }, isPending) => (
        <>
          <Field
            label={`Type “${handle}” to confirm`}
            name="confirm"
            error={errors?.confirm}
            autoComplete="off"
            autoCapitalize="none"
          />
          <Button disabled={isPending}>Delete my account</Button>
        </>
      )}
    </Form>
  )
}
