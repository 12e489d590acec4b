'use client'
/** Handle and name. */
import { saveProfile } from '@/actions/settings'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'

export function ProfileForm({ handle, name }: { handle: string; name: string }) {
  return (
    <Form action={saveProfile} className="max-w-sm">
      {({ values, errors }, isPending) => (
        <>
          <Field
            label="Handle"
            name="handle"
            defaultValue={values?.handle ?? handle}
            error={errors?.handle}
            hint="Your page is at /u/ and this."
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
          />
          <Field
            label="Name"
            name="name"
            defaultValue={values?.name ?? name}
            error={errors?.name}
            hint="Shown beside your comments. May stay empty."
            autoComplete="name"
            maxLength={80}
          />
          <Button isStrong disabled={isPending}>
            Save profile
          </Button>
        </>
      )}
    </Form>
  )
}
