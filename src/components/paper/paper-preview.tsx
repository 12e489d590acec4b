/** A paper with what curators and submitters need to know about it, and no buttons. */
import { MathText } from '@/components/paper/math-text'
import { PublishedDate } from '@/components/paper/published-date'
import { counted } from '@/domain/dates'

type Previewed = {
  arxivId: string | null
  title: string
  abstract: string | null
  authors: string[]
  authorCount: number | null
  organization: { name: string } | null
  publishedOn: string | null
  categories: string[]
  withdrawn: boolean
}

const AUTHORS_SHOWN = 8

export function PaperPreview({
  paper,
  today,
  href,
}: {
  paper: Previewed
  today: string
  /** The paper's page, once there is one. */
  href?: string
}) {
  const title = <MathText text={paper.title} isTitle />
  return (
    <div className="min-w-0">
      <h2 dir="auto" className="font-serif !m-0 !text-[21px] leading-tight font-semibold">
        {href ? <a href={href}>{title}</a> : title}
      </h2>
      <p className="!mt-1.5 !mb-0" dir="auto">
        {authorsOf(paper)}
      </p>
      <p className="dot-list !mt-1 !mb-2 flex flex-wrap items-center text-[13.5px] text-mute">
        {paper.withdrawn && <strong className="font-semibold text-accent">Withdrawn</strong>}
        {paper.organization && <bdi>{paper.organization.name}</bdi>}
        <PublishedDate date={paper.publishedOn} today={today} />
        {paper.arxivId && (
          <a href={`https://arxiv.org/abs/${paper.arxivId}`}>arXiv:{paper.arxivId}</a>
        )}
      </p>
      {paper.abstract && (
        <p dir="auto" className="!mb-2 font-serif text-[16.5px]">
          <MathText text={paper.abstract} />
        </p>
      )}
      <p className="!mb-0 flex flex-wrap gap-2">
        {paper.categories.map((category) => (
          <span key={category} className="chip">
            {category}
          </span>
        ))}
      </p>
    </div>
  )
}

function authorsOf({ authors, authorCount }: Previewed): string {
  if (authors.length === 0)
    return authorCount === null ? 'Authors unknown' : counted(authorCount, 'author')
  const more = authors.length - AUTHORS_SHOWN
  const names = authors.slice(0, AUTHORS_SHOWN).join(', ')
  return more > 0 ? `${names} and ${more} more` : names
}
