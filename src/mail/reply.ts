/** The mail that tells a member of a reply to a comment of theirs. */
import { plainTextOf } from '../domain/latex.ts'
import { type MailContent, setLetter } from './letter.tsx'
import { sendMail } from './transport.ts'

const LONGEST_TITLE = 80
const LONGEST_EXCERPT = 400

/** `title` may hold TeX, `body` is the reply's Markdown; both are a stranger's text. */
export type ReplyData = {
  author: { handle: string; name: string }
  title: string
  body: string
  /** Where the reply stands. */
  link: string
  siteUrl: string
}

/** The mail as subject, HTML and text. */
export function replyMail({ author, title, body, link, siteUrl }: ReplyData): Promise<MailContent> {
  const paper = cut(plainTextOf(title), LONGEST_TITLE)
  const who = author.name ? `${author.name} (@${author.handle})` : `@${author.handle}`
  return setLetter({
    subject: `@${author.handle} replied to you on “${paper}”`,
    heading: 'A reply to your comment',
    paragraphs: [
      `${who} replied to your comment on “${paper}”:`,
      `“${cut(body.replace(/\s+/g, ' ').trim(), LONGEST_EXCERPT)}”`,
    ],
    button: { label: 'Read the reply', href: link },
    smallPrint: `You get this mail because somebody replied to a comment of yours. Switch such mails off at ${siteUrl}/settings.`,
  })
}

/** Sends it; resolves when the relay has taken it. */
export async function sendReplyMail(to: string, data: ReplyData): Promise<void> {
  await sendMail({ to, ...(await replyMail(data)) })
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).replace(/\s+\S*$/, '')}…`
}
