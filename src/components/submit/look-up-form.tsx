'use client'
/** Asks which paper to look up. */
import { lookUp } from '@/actions/submit'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'

export function LookUpForm({ typed, isFirst }: { typed: string; isFirst: boolean }) {
  return (
    <Form action={lookUp} className="max-w-lg">
      {({ values, errors }, isPending) => (
        <>
          <Field
            label="arXiv ID or link"
            name="paper"
            key={typed}
            defaultValue={values?.paper ?? typed}
            error={errors?.paper}
            hint="Such as 2510.13312, or a link to the paper on arXiv, Hugging Face, doi.org or this site."
            placeholder="2510.13312"
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            maxLength={300}
            required
          />
          <Button isStrong={isFirst} disabled={isPending}>
            {isPending ? 'Looking it up…' : 'Look up'}
          </Button>
        </>
      )}
    </Form>
  )
}
