/** The digest as text, written for those who read mail so: a list to skim, an address to each. */
import { type DigestView, UNSUBSCRIBE_MARK } from './digest-view.ts'

const WIDTH = 72

/** The text part, with the mark where the unsubscribe link goes. */
export function digestText({ heading, intro, items, more, why, manageHref }: DigestView): string {
  return [
    heading,
    intro,
    ...items.map(({ title, votes, meta, excerpt, href }, index) =>
      [
        hang(`${index + 1}. `, title),
        `   ${[`▲ ${votes}`, meta].filter(Boolean).join(' · ')}`,
        ...(excerpt ? [hang('   ', excerpt)] : []),
        `   ${href}`,
      ].join('\n'),
    ),
    `${more.label}:\n${more.href}`,
    `${why}\nChange what you get: ${manageHref}\nUnsubscribe: ${UNSUBSCRIBE_MARK}`,
  ].join('\n\n')
}

/** Wrapped words after a mark, the lines below it in its column. */
function hang(mark: string, text: string): string {
  const lines = ['']
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? ''
    if (last && last.length + word.length + 1 > WIDTH - mark.length) lines.push(word)
    else lines[lines.length - 1] = last ? `${last} ${word}` : word
  }
  return mark + lines.join(`\n${' '.repeat(mark.length)}`)
}
