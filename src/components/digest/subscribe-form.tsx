'use client'
/** Everything a subscriber can ask for, and the answer that a link was sent. */
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
            Check your inbox. We’ve sent a confirmation link to{' '}
            <strong className="font-semibold">{values?.email}</strong>. Open it to start your
            digest; the first one comes right away. Already subscribed? Then the link opens your
            settings.
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
