/** The mail with the link that opens a subscription to be changed. */
import { env } from '../env.ts'
import { type MailContent, setLetter } from './letter.tsx'
import { sendMail } from './transport.ts'

/** `token` is what the link proves. */
export function manageMail(token: string): Promise<MailContent> {
  const { SITE_URL } = env()
  return setLetter({
    subject: 'Change your Broadsheet digest',
    heading: 'Change your digest',
    paragraphs: [
      `You are subscribed to the digest of Broadsheet at ${new URL(SITE_URL).host}. This link opens your subscription for the next 24 hours: cadence, topics, hour and time zone, or its end.`,
    ],
    button: {
      label: 'Change what you get',
      href: `${SITE_URL}/subscriptions/manage?token=${token}`,
    },
    smallPrint: 'If you did not ask for it, do nothing: your subscription stays as it is.',
  })
}

/** Sends it; resolves when the relay has taken it. */
export async function sendManageMail(to: string, token: string): Promise<void> {
  await sendMail({ to, ...(await manageMail(token)) })
}
