'use client'
/** Everything a subscriber can ask for, and the answer that a mail is on its way. */
import { subscribeByForm } from '@/actions/subscriptions'
import { AddressField } from '@/components/ui/address-field'
import { Button } from '@/components/ui/button'
import { Form } from '@/components/ui/form'
import { LetterSent } from '@/components/ui/letter-sent'
import type { DigestChoices, TypedWishes } from './choices'
import { Decoy } from './decoy'
import { WishFields } from './wish-fields'

type Props = { choices: DigestChoices; usual: TypedWishes; mailbox: boolean; error?: string }

export function SubscribeForm({ choices, usual, mailbox, error }: Props) {
  return (
    <Form action={subscribeByForm} className="max-w-xl">
      {({ status, values, errors }, isPending) =>
        status === 'done' ? (
          <LetterSent mailbox={mailbox}>
            If <strong className="font-semibold">{values?.email}</strong> can be subscribed, a mail
            is on its way there. Nothing else comes before you open its link and confirm.
          </LetterSent>
        ) : (
          <>
            <AddressField value={values?.email} error={status === 'idle' ? error : errors?.email} />
            <Decoy />
            <WishFields
              choices={choices}
              values={values ?? usual}
              errors={errors}
              guessesZone={!values}
            />
            <Button isStrong disabled={isPending}>
              Subscribe
            </Button>
          </>
        )
      }
    </Form>
  )
}
