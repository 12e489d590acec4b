/** A paper in a list. */
import Link from 'next/link'
import { count, counted } from '@/domain/dates'
import type { PaperCard } from '@/domain/paper-card'
import { freshVotes } from '@/domain/ranking'
import { MathText } from './math-text'
import { OrganizationBadge } from './organization-badge'
import { PublishedDate } from './published-date'
import { VoteCount } from './vote-count'

/** What the card says about why it is where it is. */
export type Reason = 'rank' | 'fresh' | 'none'
export type Clock = { now: Date; today: string }

/** Shorter abstracts fit their three lines on a wide page and need no "More". */
const LONG_ABSTRACT = 180

export function Card({ paper, reason, clock }: { paper: PaperCard; reason: Reason; clock: Clock }) {
  return (
    <article
      id={`paper-${paper.id}`}
      data-paper-id={paper.id}
      className="grid scroll-mt-20 grid-cols-[44px_minmax(0,1fr)] gap-3 border-b border-rule py-6 wide:grid-cols-[52px_minmax(0,1fr)] wide:gap-[18px]"
    >
      <VoteCount votes={paper.votes} />
      <div>
        <h2 className="font-serif text-[19px] leading-tight font-semibold tracking-[-.012em] text-balance wide:text-[21.5px]">
          <Link href={`/papers/${paper.id}`} prefetch={false} className="hover:underline">
            <MathText text={paper.title} />
          </Link>
        </h2>
        <p className="dot-list mt-[7px] mb-2 flex flex-wrap items-center gap-y-1 text-[13.5px] text-mute">
          {paper.withdrawn && <strong className="font-semibold text-accent">Withdrawn</strong>}
          <Makers paper={paper} />
          <PublishedDate date={paper.publishedOn} today={clock.today} />
          <span>{counted(paper.comments, 'comment')}</span>
          <Why paper={paper} reason={reason} now={clock.now} />
        </p>
        {paper.abstract && (
          <p className="abstract text-ink/85">
            {paper.summarised && <span className="text-mute">Our summary: </span>}
            <MathText text={paper.abstract} />
          </p>
        )}
        <Foot paper={paper} />
      </div>
    </article>
  )
}

function Makers({ paper }: { paper: PaperCard }) {
  if (paper.organization) return <OrganizationBadge organization={paper.organization} />
  if (paper.authorCount === null) return <span>Authors unknown</span>
  return <span>{counted(paper.authorCount, 'author')}</span>
}

function Why({ paper, reason, now }: { paper: PaperCard; reason: Reason; now: Date }) {
  if (reason === 'fresh') return <span className="text-accent">{freshText(paper.score, now)}</span>
  if (reason === 'rank' && paper.rank !== null && paper.rank <= 3) {
    return <span className="text-accent">#{paper.rank} of the day</span>
  }
  return null
}

/** "12.4 fresh votes": votes as they weigh now. */
export function freshText(score: number, now: Date): string {
  const fresh = freshVotes(score, now)
  if (fresh < 0.05) return 'No fresh votes'
  const shown = fresh < 1000 ? fresh.toFixed(1) : count(Math.round(fresh))
  return `${shown} fresh ${shown === '1.0' ? 'vote' : 'votes'}`
}

function Foot({ paper }: { paper: PaperCard }) {
  const links = 'py-1 hover:text-ink hover:underline'
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-[13px] text-mute">
      <Categories names={paper.categories} />
      {(paper.abstract?.length ?? 0) > LONG_ABSTRACT && (
        <details className="wide:mr-auto">
          <summary className={links}>
            <span className="when-closed">More</span>
            <span className="when-open">Less</span>
            <span className="sr-only"> of the abstract: {paper.title}</span>
          </summary>
        </details>
      )}
      {paper.arxivId && (
        <span className="ml-auto flex gap-3.5">
          <a className={links} href={`https://arxiv.org/abs/${paper.arxivId}`}>
            arXiv
          </a>
          <a className={links} href={`https://arxiv.org/pdf/${paper.arxivId}`}>
            PDF
          </a>
          <Link className={links} href={`/papers/${paper.id}#cite`} prefetch={false}>
            Cite
          </Link>
        </span>
      )}
    </div>
  )
}

/** Chips of a paper's first categories. */
export function Categories({ names, most = 3 }: { names: string[]; most?: number }) {
  if (names.length === 0) return null
  return (
    <span className="flex flex-wrap gap-2">
      {names.slice(0, most).map((name) => (
        <Link
          key={name}
          href={`/categories/${name}`}
          prefetch={false}
          className="rounded-md bg-chip px-2 py-0.5 text-xs leading-5 hover:text-ink hover:underline"
        >
          {name}
        </Link>
      ))}
    </span>
  )
}
