/** What the source adds to a paper: note, journal, DOI, licence. */
import type { Paper } from '@/db/papers/papers'
import { MathText } from './math-text'

type Noted = Pick<Paper, 'note' | 'journalRef' | 'doi' | 'license' | 'withdrawn'>

export function PaperNotes({ paper }: { paper: Noted }) {
  const notes = [
    { term: 'Note', text: paper.withdrawn ? null : paper.note, href: null },
    { term: 'Published in', text: paper.journalRef, href: null },
    { term: 'DOI', text: paper.doi, href: paper.doi && `https://doi.org/${encodeURI(paper.doi)}` },
    { term: 'Licence', text: paper.license, href: webAddress(paper.license) },
  ].filter(({ text }) => text)
  if (notes.length === 0) return null
  return (
    <dl className="mt-7 grid max-w-[68ch] grid-cols-[110px_minmax(0,1fr)] gap-y-1.5 border-t border-rule pt-4 text-[13.5px]">
      {notes.map(({ term, text, href }) => (
        <div key={term} className="contents">
          <dt className="text-mute">{term}</dt>
          <dd>
            {href ? (
              <a className="link" href={href} rel="nofollow noopener">
                {text}
              </a>
            ) : (
              <MathText text={text ?? ''} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function webAddress(text: string | null): string | null {
  return text && /^https?:\/\//.test(text) && URL.canParse(text) ? text : null
}
