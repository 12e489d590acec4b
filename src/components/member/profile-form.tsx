'use client'
/** Handle and name. */
import { saveProfile } from '@/actions/settings'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'

type Props = { handle: string; name: string; isMadeUp: boolean }

export function ProfileForm({ handle, name, isMadeUp }: Props) {
  return (
    <Form action={saveProfile} className="max-w-sm">
      {({ values, errors }, isPending) => (
        <>
          <Field
            label="Handle"
            name="handle"
            defaultValue={values?.handle ?? handle}
            error={errors?.handle}
            hint={
              isMadeUp
                ? 'Made up for you: choose one of your own. Your page is at /u/ and this.'
                : 'Your page is at /u/ and this. One that you give up is kept for you for a year.'
            }
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
