'use client'
/** Asks for the link to a subscription's settings. */
import { askForManageLink } from '@/actions/subscriptions'
import { AddressField } from '@/components/ui/address-field'
import { Button } from '@/components/ui/button'
import { Form } from '@/components/ui/form'
import { LetterSent } from '@/components/ui/letter-sent'
import { Decoy } from './decoy'

export function LinkForm({ mailbox }: { mailbox: boolean }) {
  return (
    <Form action={askForManageLink} className="max-w-sm">
      {({ status, values, errors }, isPending) =>
        status === 'done' ? (
          <LetterSent mailbox={mailbox}>
            Check your inbox. If <strong className="font-semibold">{values?.email}</strong> is
            subscribed, we’ve sent it a link to your settings. It works for 24 hours.
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
