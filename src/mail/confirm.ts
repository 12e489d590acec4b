/** The email that asks to confirm a subscription. */
import { describeDigest, describeTime, type Wishes } from '../domain/subscription.ts'
import { env } from '../env.ts'
import { type MailContent, setLetter } from './letter.tsx'

/** `token` is what the link proves. The text is all the site's own, and topics are known categories. */
export function confirmMail(token: string, wishes: Wishes): Promise<MailContent> {
  const { SITE_URL } = env()
  return setLetter({
    subject: 'Confirm your subscription to Broadsheet',
    preview: 'Confirm, and your first digest comes right away.',
    heading: 'Confirm your subscription',
    paragraphs: [
      `Someone (hopefully you) asked for ${describeDigest(wishes)} from Broadsheet at ${new URL(SITE_URL).host}, sent ${describeTime(wishes)}.`,
      'Confirm, and your first digest comes right away. The link works for 48 hours.',
    ],
    button: {
      label: 'Confirm subscription',
      href: `${SITE_URL}/subscriptions/confirm?token=${token}`,
    },
    smallPrint:
      'If this wasn’t you, ignore this email: you aren’t subscribed unless you confirm. You can unsubscribe at any time.',
  })
}
