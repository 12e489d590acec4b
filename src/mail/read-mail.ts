/** Reads a message as a mail program would. */
import PostalMime from 'postal-mime'

export type ReadMail = {
  from: string
  subject: string
  text: string
  html: string
  /** The web addresses that it links to, those in the text first. */
  links: string[]
}

/** The parts of a message that a person sees; what it lacks is empty. */
export async function readMail(bytes: Uint8Array): Promise<ReadMail> {
  const { from, subject = '', text = '', html = '' } = await PostalMime.parse(bytes)
  const hrefs = [...html.matchAll(/\shref="(https?:\/\/[^"]+)"/g)].map(([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  )
  return {
    from: from?.address ? `${from.name} <${from.address}>`.trim() : '',
    subject,
    text,
    html,
    links: [...new Set([...linksIn(text).map(({ href }) => href), ...hrefs])],
  }
}

/** The web addresses in a text, and where they are. */
export function linksIn(text: string): { href: string; at: number }[] {
  return [...text.matchAll(/https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]]/g)].map(({ 0: href, index }) => ({
    href,
    at: index,
  }))
}
