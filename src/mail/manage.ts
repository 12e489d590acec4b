/** The email with the link to a subscription's settings. */
import { env } from '../env.ts'
import { type MailContent, setLetter } from './letter.tsx'

/** `token` is what the link proves. */
export function manageMail(token: string): Promise<MailContent> {
  const { SITE_URL } = env()
  return setLetter({
    subject: 'Change your Broadsheet digest',
    preview: 'Your link to change frequency, topics or time. It works for 24 hours.',
    heading: 'Change your digest',
    paragraphs: [
      `Someone (hopefully you) asked for the settings of your digest from Broadsheet at ${new URL(SITE_URL).host}.`,
      'Use this link within 24 hours to change frequency, topics or time, or to unsubscribe.',
    ],
    button: {
      label: 'Change your digest',
      href: `${SITE_URL}/subscriptions/manage?token=${token}`,
    },
    smallPrint:
      'If this wasn’t you, ignore this email: nothing changes. Don’t forward it, since the link opens your settings.',
  })
}
