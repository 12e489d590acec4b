/** A paper's authors in its order, each linked to their papers. */
import { counted } from '@/domain/dates'

type Props = { authors: { slug: string; name: string }[]; authorCount: number | null }

/** Longer lists are folded. */
const AUTHORS_SHOWN = 30

export function AuthorList({ authors, authorCount }: Props) {
  if (authors.length === 0) {
    const known = authorCount === null ? 'Authors unknown' : counted(authorCount, 'author')
    return <p className="mb-1.5 text-[15.5px] text-mute">{known}</p>
  }
  const shown = authors.slice(0, AUTHORS_SHOWN)
  const folded = authors.slice(AUTHORS_SHOWN)
  return (
    <div className="mb-1.5 text-[15.5px]">
      <AuthorLinks authors={shown} />
      {folded.length > 0 && (
        <details>
          <summary className="py-1 text-[13.5px] text-mute hover:text-ink hover:underline">
            and {counted(folded.length, 'more author')}
          </summary>
          <AuthorLinks authors={folded} />
        </details>
      )}
    </div>
  )
}

function AuthorLinks({ authors }: Pick<Props, 'authors'>) {
  return (
    <p>
      {authors.map(({ slug, name }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a name can appear twice on a paper
        <span key={index}>
          {index > 0 && ', '}
          <a href={`/authors/${slug}`} className="link" dir="auto">
            {name}
          </a>
        </span>
      ))}
    </p>
  )
}
