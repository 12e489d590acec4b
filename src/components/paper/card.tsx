/** A paper in a list. Lists hold hundreds, so a card is as few elements and as little text as it can. */
import { count, counted } from '@/domain/dates'
import type { PaperCard } from '@/domain/paper-card'
import { freshVotes, isFresh } from '@/domain/ranking'
import { MathText } from './math-text'
import { OrganizationBadge } from './organization-badge'
import { PublishedDate } from './published-date'

/** What the card says about why it is where it is. */
export type Reason = 'rank' | 'fresh' | 'none'
export type Clock = { now: Date; today: string }

/** Letters that fit three lines on a narrow page and on a wide one; what fits needs no "More". */
const FITS_NARROW = 110
const FITS_WIDE = 300

export function Card({ paper, reason, clock }: { paper: PaperCard; reason: Reason; clock: Clock }) {
  return (
    <article id={`paper-${paper.id}`} data-paper-id={paper.id} className="card">
      <p className="votes">
        {count(paper.votes)}
        <span className="sr-only">{paper.votes === 1 ? ' vote' : ' votes'}</span>
      </p>
      <h2 dir="auto">
        <a href={`/papers/${paper.id}`}>
          <MathText text={paper.title} isTitle />
        </a>
      </h2>
      <p className="meta dot-list">
        {paper.withdrawn && <strong>Withdrawn</strong>}
        <Makers paper={paper} />
        <PublishedDate date={paper.publishedOn} today={clock.today} />
        <span>{counted(paper.comments, 'comment')}</span>
        <Why paper={paper} reason={reason} now={clock.now} />
      </p>
      {paper.abstract && (
        <p className="abstract" dir="auto">
          {paper.summarised && <i>Our summary: </i>}
          <MathText text={paper.abstract} />
        </p>
      )}
      <Foot paper={paper} />
    </article>
  )
}

function Makers({ paper }: { paper: PaperCard }) {
  if (paper.organization) return <OrganizationBadge organization={paper.organization} />
  const known =
    paper.authorCount === null ? 'Authors unknown' : counted(paper.authorCount, 'author')
  return <span>{known}</span>
}

function Why({ paper, reason, now }: { paper: PaperCard; reason: Reason; now: Date }) {
  if (reason === 'fresh' && isFresh(paper.score, now)) return <em>{freshText(paper.score, now)}</em>
  if (reason === 'rank' && paper.rank !== null && paper.rank <= 3) {
    return <em>{`#${paper.rank} of the day`}</em>
  }
  return null
}

/** "12.4 fresh votes": votes as they weigh now. */
export function freshText(score: number, now: Date): string {
  if (!isFresh(score, now)) return 'No fresh votes'
  const fresh = freshVotes(score, now)
  const shown = fresh < 1000 ? fresh.toFixed(1) : count(Math.round(fresh))
  return `${shown} fresh ${shown === '1.0' ? 'vote' : 'votes'}`
}

function Foot({ paper }: { paper: PaperCard }) {
  const length = paper.abstract?.length ?? 0
  return (
    <div className="foot">
      <Categories names={paper.categories} />
      {length > FITS_NARROW && (
        <details className={length > FITS_WIDE ? undefined : 'fits-wide'}>
          <summary>
            <span className="sr-only">of the abstract</span>
          </summary>
        </details>
      )}
      {paper.arxivId && (
        <span className="links">
          <a href={`https://arxiv.org/abs/${paper.arxivId}`}>arXiv</a>
          <a href={`https://arxiv.org/pdf/${paper.arxivId}`}>PDF</a>
          <a href={`/papers/${paper.id}#cite`}>Cite</a>
        </span>
      )}
    </div>
  )
}

/** Chips of a paper's first categories. */
export function Categories({ names, most = 3 }: { names: string[]; most?: number }) {
  return names.slice(0, most).map((name) => (
    <a key={name} href={`/categories/${name}`} className="chip">
      {name}
    </a>
  ))
}
