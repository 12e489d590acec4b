'use client'
/** Asks for the link that opens a subscription. */
import { askForManageLink } from '@/actions/subscriptions'
import { Button } from '@/components/ui/button'
import { Form } from '@/components/ui/form'
import { AddressField } from './address-field'
import { Decoy } from './decoy'
import { LetterSent } from './letter-sent'

export function LinkForm({ mailbox }: { mailbox: boolean }) {
  return (
    <Form action={askForManageLink} className="max-w-sm">
      {({ status, values, errors }, isPending) =>
        status === 'done' ? (
          <LetterSent mailbox={mailbox}>
            If <strong className="font-semibold">{values?.email}</strong> is subscribed, a link is
            on its way there. It works for 24 hours.
          </LetterSent>
        ) : (
          <>
            <AddressField value={values?.email} error={errors?.email} />
            <Decoy />
            <Button isStrong disabled={isPending}>
              Send me a link
            </Button>
          </>
        )
      }
    </Form>
  )
}
