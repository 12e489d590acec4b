'use client'
/** The end of an account, behind its handle written out. */
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
            label={`Write “${handle}” to be sure`}
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
