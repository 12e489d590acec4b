/** The email that tells a member about a reply to their comment. */
import { plainTextOf } from '../domain/latex.ts'
import { cut, oneLine } from '../domain/short-text.ts'
import { type MailContent, setLetter } from './letter.tsx'

const LONGEST_TITLE = 80
const LONGEST_EXCERPT = 400

/** `title` may hold TeX, `body` is the reply's Markdown; both are a stranger's text. */
export type ReplyData = {
  author: { handle: string; name: string }
  title: string
  body: string
  link: string
  siteUrl: string
  /** Where to turn these emails off without signing in; otherwise in the settings. */
  stopUrl?: string
}

export function replyMail(data: ReplyData): Promise<MailContent> {
  const { author, siteUrl, stopUrl = `${siteUrl}/settings` } = data
  const paper = cut(oneLine(plainTextOf(data.title)), LONGEST_TITLE)
  const name = oneLine(author.name)
  const who = name ? `${name} (@${author.handle})` : `@${author.handle}`
  const reply = `“${cut(oneLine(data.body), LONGEST_EXCERPT)}”`
  return setLetter({
    subject: `@${author.handle} replied to you on “${paper}”`,
    preview: reply,
    heading: 'A reply to your comment',
    paragraphs: [`${who} replied to your comment on “${paper}”:`, reply],
    button: { label: 'Read the reply', href: data.link },
    smallPrint: `You get this email because someone replied to your comment at ${new URL(siteUrl).host}.`,
    stop: { label: 'Turn these emails off', href: stopUrl },
  })
}
