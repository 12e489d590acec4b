'use client'
/** Submits the paper that the page shows, with a note to the curators. */
import { submit } from '@/actions/submit'
import { Button } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { Form } from '@/components/ui/form'

export function SubmitForm({ id }: { id: string }) {
  return (
    <Form action={submit} className="mt-6 max-w-lg">
      {({ values, errors }, isPending) => (
        <>
          <input type="hidden" name="paper" value={id} />
          <TextArea
            label="Note to the curators"
            name="note"
            defaultValue={values?.note}
            error={errors?.note}
            hint="Optional, at most 500 characters. Only curators see it."
            rows={3}
          />
          <Button isStrong disabled={isPending}>
            Submit this paper
          </Button>
        </>
      )}
    </Form>
  )
}
