'use client'
/** Changes or ends the subscription of whoever holds the link. */
import { changeDigest, endDigest } from '@/actions/subscriptions'
import { Button } from '@/components/ui/button'
import { Form } from '@/components/ui/form'
import type { DigestChoices, TypedWishes } from './choices'
import { WishFields } from './wish-fields'

type Props = { token: string; choices: DigestChoices; wishes: TypedWishes }

export function ManageForm({ token, choices, wishes }: Props) {
  return (
    <>
      <Form action={changeDigest} className="max-w-xl">
        {({ values, errors }, isPending) => (
          <>
            <input type="hidden" name="token" value={token} />
            <WishFields choices={choices} values={values ?? wishes} errors={errors} />
            <Button isStrong disabled={isPending}>
              Save
            </Button>
          </>
        )}
      </Form>
      <h2>Unsubscribe</h2>
      <Form action={endDigest}>
        {(_state, isPending) => (
          <>
            <input type="hidden" name="token" value={token} />
            <Button disabled={isPending}>Unsubscribe</Button>
          </>
        )}
      </Form>
    </>
  )
}
