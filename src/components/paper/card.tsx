/** A paper in a list. */
import { counted } from '@/domain/dates'
import type { Marks } from '@/domain/marks'
import type { PaperCard } from '@/domain/paper-card'
import { freshText, isFresh } from '@/domain/ranking'
import { CategoryChips } from './category-chips'
import { MathText } from './math-text'
import { OrganizationBadge } from './organization-badge'
import { PublishedDate } from './published-date'
import { HideForm, SaveForm, VoteForm } from './tap-form'

/** What the card says about its place in the list. */
export type Reason = 'rank' | 'fresh' | 'none'
export type Clock = { now: Date; today: string }

/** Characters that fit in three lines on a narrow and on a wide page; what fits needs no "More". */
const FITS_NARROW = 110
const FITS_WIDE = 300
const CHIPS_SHOWN = 3

type Props = { paper: PaperCard; reason: Reason; clock: Clock; isMember: boolean; marks: Marks }

export function Card({ paper, reason, clock, isMember, marks }: Props) {
  const { id, title, abstract } = paper
  return (
    <article id={`paper-${id}`} data-paper-id={id} className={marks.isSeen ? 'card seen' : 'card'}>
      <VoteForm id={id} votes={paper.votes} marks={marks} />
      <h2 dir="auto">
        <a href={`/papers/${id}`}>
          <MathText text={title} isTitle />
        </a>
      </h2>
      <Meta paper={paper} reason={reason} clock={clock} />
      {abstract && (
        <p className="abstract" dir="auto">
          {paper.summarised && <i>Our summary: </i>}
          <MathText text={abstract} />
        </p>
      )}
      <div className="foot">
        <CategoryChips names={paper.categories.slice(0, CHIPS_SHOWN)} />
        <More length={abstract?.length ?? 0} />
        <Actions paper={paper} isMember={isMember} marks={marks} />
      </div>
    </article>
  )
}

function Meta({ paper, reason, clock }: Pick<Props, 'paper' | 'reason' | 'clock'>) {
  const { organization, authorCount } = paper
  const why = whyHere(paper, reason, clock.now)
  return (
    <p className="meta dot-list">
      {paper.withdrawn && <strong>Withdrawn</strong>}
      {organization ? (
        <OrganizationBadge organization={organization} />
      ) : (
        <span>{authorCount === null ? 'Authors unknown' : counted(authorCount, 'author')}</span>
      )}
      <PublishedDate date={paper.publishedOn} today={clock.today} />
      <span>{counted(paper.comments, 'comment')}</span>
      {why && <em>{why}</em>}
    </p>
  )
}

function whyHere(paper: PaperCard, reason: Reason, now: Date): string | null {
  if (reason === 'fresh') return isFresh(paper.score, now) ? freshText(paper.score, now) : null
  const isFirst = reason === 'rank' && paper.rank !== null && paper.rank <= 3
  return isFirst ? `#${paper.rank} of the day` : null
}

function More({ length }: { length: number }) {
  if (length <= FITS_NARROW) return null
  return (
    <details className={length > FITS_WIDE ? undefined : 'fits-wide'}>
      <summary>
        <span className="sr-only">of the abstract</span>
      </summary>
    </details>
  )
}

function Actions({
  paper: { id, arxivId },
  isMember,
  marks,
}: Pick<Props, 'paper' | 'isMember' | 'marks'>) {
  return (
    <span className="links">
      {arxivId && <a href={`https://arxiv.org/abs/${arxivId}`}>arXiv</a>}
      {arxivId && <a href={`https://arxiv.org/pdf/${arxivId}`}>PDF</a>}
      <a href={`/papers/${id}#cite`}>Cite</a>
      <SaveForm id={id} marks={marks} />
      {isMember && <HideForm id={id} />}
    </span>
  )
}
