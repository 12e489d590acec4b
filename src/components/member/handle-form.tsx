'use client'
/** Choosing the first handle, now or later. */
import { chooseHandle } from '@/actions/settings'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'

export function HandleForm({ handle, next }: { handle: string; next: string }) {
  return (
    <Form action={chooseHandle} className="max-w-sm">
      {({ values, errors }, isPending) => (
        <>
          <input type="hidden" name="next" value={next} />
          <Field
            label="Handle"
            name="handle"
            defaultValue={values?.handle ?? handle}
            error={errors?.handle}
            hint="2–30 letters, digits or hyphens; some names are reserved."
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
          />
          <p className="flex flex-wrap items-center gap-4">
            <Button isStrong disabled={isPending}>
              Use this handle
            </Button>
            <a href={next} className="link">
              Not now
            </a>
          </p>
        </>
      )}
    </Form>
  )
}
