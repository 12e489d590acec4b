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
      {({ status, values, errors }, isPending) => (
        <>
          <Field
            label="Handle"
            name="handle"
            defaultValue={values?.handle ?? handle}
            error={errors?.handle}
            hint={status === 'done' ? hintOf(values?.handle ?? handle) : hintOf(handle, isMadeUp)}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
          />
          <Field
            label="Name"
            name="name"
            defaultValue={values?.name ?? name}
            error={errors?.name}
            hint="Optional. Shown next to your comments."
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

function hintOf(handle: string, isMadeUp = false): string {
  return isMadeUp
    ? `We made this one up: choose your own. Your profile: /u/${handle}`
    : `Your profile: /u/${handle}. A handle you give up stays yours for a year.`
}
