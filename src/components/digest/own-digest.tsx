'use client'
/** The digest of a member's own address: subscribing, changing and leaving without an email. */
import { endOwnDigest, saveOwnDigest } from '@/actions/own-digest'
import { Button } from '@/components/ui/button'
import { Form } from '@/components/ui/form'
import type { DigestChoices, TypedWishes } from './choices'
import { WishFields } from './wish-fields'

type Props = { isSubscribed: boolean; wishes: TypedWishes; choices: DigestChoices }

export function OwnDigest({ isSubscribed, wishes, choices }: Props) {
  return (
    <>
      <Form action={saveOwnDigest} className="max-w-xl">
        {({ values, errors }, isPending) => (
          <>
            <WishFields
              choices={choices}
              values={values ?? wishes}
              errors={errors}
              guessesZone={!isSubscribed && !values}
            />
            <Button isStrong disabled={isPending}>
              {isSubscribed ? 'Save digest' : 'Subscribe'}
            </Button>
          </>
        )}
      </Form>
      <Form action={endOwnDigest} className="mt-4">
        {(_state, isPending) => isSubscribed && <Button disabled={isPending}>Unsubscribe</Button>}
      </Form>
    </>
  )
}
