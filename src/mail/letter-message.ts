/** A letter as a message: to one address, with the same identity at every attempt. */
import type { SendMailOptions } from 'nodemailer'
import { parseEmailAddress } from '../domain/email-address.ts'
import { env } from '../env.ts'
import { returnPath } from './digest-message.ts'
import type { MailContent } from './letter.tsx'

/** `id` is the delivery's; `messageId` is without its angle brackets. */
export type LetterTo = { id: string; email: string; messageId: string; date: Date }

const AUTOMATIC = {
  'Auto-Submitted': 'auto-generated',
  'X-Auto-Response-Suppress': 'OOF, AutoReply',
}

/** Throws when `email` is not an address. `stopUrl`: where one click stops this kind of letter. */
export function composeLetter(
  { id, email, messageId, date }: LetterTo,
  { subject, html, text }: MailContent,
  stopUrl?: string,
): SendMailOptions {
  const { MAIL_FROM, BOUNCE_ADDRESS } = env()
  const to = parseEmailAddress(email)
  if (to === null) throw new Error('Mail can only be sent to an address.')
  const from = BOUNCE_ADDRESS ? returnPath(BOUNCE_ADDRESS, id) : MAIL_FROM.address
  return {
    from: MAIL_FROM,
    to: { name: '', address: to },
    envelope: { from, to: [to] },
    ...{ messageId: `<${messageId}>`, date, subject, html, text },
    headers: {
      ...AUTOMATIC,
      ...(stopUrl && {
        'List-Unsubscribe': `<${stopUrl}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
  }
}
