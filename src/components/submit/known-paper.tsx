/** A paper that is already here: its card to vote on, and whether it is listed. */
import type { ReactNode } from 'react'
import type { Clock } from '@/components/paper/card'
import { Cards } from '@/components/paper/cards'
import { plainDate } from '@/domain/dates'
import { type Marks, NO_MARKS } from '@/domain/marks'
import type { PaperCard } from '@/domain/paper-card'
import type { SubmissionState } from '@/domain/submission'
import { SubmitForm } from './submit-form'

type Props = {
  paper: PaperCard & { listings: { date: string }[] }
  submission: { state: SubmissionState; isOwn: boolean } | null
  clock: Clock
  marks?: Marks
}

export function KnownPaper({ paper, submission, clock, marks = NO_MARKS }: Props) {
  const isOpen = paper.listings.length === 0 && !submission
  return (
    <section className="mt-8 border-t border-rule pt-6" aria-labelledby="known-title">
      <h2 id="known-title" className="mb-2 font-serif text-[22px] font-semibold">
        {submission?.isOwn
          ? 'You submitted this paper'
          : isOpen
            ? 'Not listed yet'
            : 'Already here: vote for it'}
      </h2>
      <p className="mb-4">{standing({ paper, submission })}</p>
      <div className="border-t border-rule">
        <Cards
          papers={[paper]}
          reason="none"
          clock={clock}
          isMember
          marks={new Map([[paper.id, marks]])}
        />
      </div>
      {isOpen && <SubmitForm id={paper.id} />}
    </section>
  )
}

function standing({ paper, submission }: Pick<Props, 'paper' | 'submission'>): ReactNode {
  const [first] = paper.listings
  if (first)
    return (
      <>
        It’s listed in{' '}
        <a href={`/papers/date/${first.date}`} className="link">
          the edition of {plainDate(first.date)}
        </a>
        .
      </>
    )
  if (!submission)
    return 'This paper is already here, but not in any edition. Submit it to the curators.'
  if (submission.state === 'waiting') return 'It’s waiting for a curator, or for enough votes.'
  if (submission.state === 'declined')
    return (
      <>
        A curator declined to list it;{' '}
        <a href="/moderation" className="link">
          the public log
        </a>{' '}
        says why.
      </>
    )
  return 'It was listed, but a curator unlisted it.'
}
