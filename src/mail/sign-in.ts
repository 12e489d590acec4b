/** The email with the link that signs a member in. */
import { type MailContent, setLetter } from './letter.tsx'

/** `link` works once, for `minutes`. */
export type SignInData = { link: string; siteUrl: string; minutes: number }

export function signInMail({ link, siteUrl, minutes }: SignInData): Promise<MailContent> {
  return setLetter({
    subject: 'Sign in to Broadsheet',
    preview: `Your sign-in link. It works once, within ${minutes} minutes.`,
    heading: 'Sign in',
    paragraphs: [
      `Someone (hopefully you) asked to sign in to Broadsheet at ${new URL(siteUrl).host} with this address.`,
      `The link works once, within ${minutes} minutes.`,
    ],
    button: { label: 'Sign in', href: link },
    smallPrint:
      'Didn’t ask to sign in? You can safely ignore this email. Don’t forward it, since the link opens your account.',
  })
}
