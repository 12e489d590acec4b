/** The digest as plain text: a list to skim, with a link to each paper. */
import { type DigestView, UNSUBSCRIBE_MARK } from './digest-view.ts'

const WIDTH = 72

/** The text part, with the mark where the unsubscribe link goes. */
export function digestText(view: DigestView): string {
  const { heading, welcome, intro, items, rest, why, manageHref } = view
  return [
    heading,
    ...(welcome ? [hang('', welcome)] : []),
    hang('', intro),
    ...items.map(({ title, votes, meta, excerpt, href }, index) => {
      const about = [votes && `${votes.count} ${votes.noun}`, meta].filter(Boolean).join(' · ')
      return [
        hang(`${index + 1}. `, title),
        ...(about ? [`   ${about}`] : []),
        ...(excerpt ? [hang('   ', excerpt)] : []),
        `   ${href}`,
      ].join('\n')
    }),
    ...(rest ? [hang('', rest)] : []),
    moreText(view),
    `${hang('', why)}\nChange what you get: ${manageHref}\nUnsubscribe: ${UNSUBSCRIBE_MARK}`,
  ].join('\n\n')
}

function moreText({ more: { label, pages } }: DigestView): string {
  const [first, ...others] = pages
  if (first && others.length === 0) return `${label}:\n${first.href}`
  return [
    `${label}:`,
    ...pages.map(({ label, papers, href }) => `${label} (${papers}): ${href}`),
  ].join('\n')
}

/** Words wrapped after a mark, with the other lines indented to match. */
function hang(mark: string, text: string): string {
  const lines = ['']
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? ''
    if (last && last.length + word.length + 1 > WIDTH - mark.length) lines.push(word)
    else lines[lines.length - 1] = last ? `${last} ${word}` : word
  }
  return mark + lines.join(`\n${' '.repeat(mark.length)}`)
}
