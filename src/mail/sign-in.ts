/** The mail with the link that signs a member in. */
import { type MailContent, setLetter } from './letter.tsx'
import { sendMail } from './transport.ts'

/** `link` works once, for `minutes`. */
export type SignInData = { link: string; siteUrl: string; minutes: number }

/** The mail as subject, HTML and text. */
export function signInMail({ link, siteUrl, minutes }: SignInData): Promise<MailContent> {
  return setLetter({
    subject: 'Sign in to Broadsheet',
    heading: 'Sign in',
    paragraphs: [
      `This link signs you in to Broadsheet at ${new URL(siteUrl).host}. It works once, for the next ${minutes} minutes.`,
    ],
    button: { label: 'Sign in', href: link },
    smallPrint:
      'If you did not ask to sign in, you can forget this mail: without it nobody gets in.',
  })
}

/** Sends it; resolves when the relay has taken it. */
export async function sendSignInMail(to: string, data: SignInData): Promise<void> {
  await sendMail({ to, ...(await signInMail(data)) })
}
