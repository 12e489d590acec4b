/** A waiting submission: the paper, who submitted it with what note, and the two ways to decide. */
import { PaperPreview } from '@/components/paper/paper-preview'
import { counted } from '@/domain/dates'
import { utcDay } from '@/domain/utc-day'
import { WHY } from './act-field'
import { ActForm } from './acts'

type Props = {
  paper: Parameters<typeof PaperPreview>[0]['paper'] & { id: string; votes: number }
  submission: { handle: string | null; submittedAt: Date; note: string | null }
  today: string
  /** The newest edition that has opened. */
  newest: string
}

export function QueuedPaper({ paper, submission, today, newest }: Props) {
  const { handle, submittedAt, note } = submission
  const subject = { name: 'paper', value: paper.id }
  return (
    <article className="border-t border-rule py-6">
      <PaperPreview paper={paper} today={today} href={`/papers/${paper.id}`} />
      <p className="!mt-4 !mb-2 text-[13.5px] text-mute">
        Submitted{' '}
        {handle ? (
          <>
            by <bdi>@{handle}</bdi>
          </>
        ) : (
          'by a former member'
        )}{' '}
        on <time dateTime={submittedAt.toISOString()}>{utcDay(submittedAt)}</time> ·{' '}
        {counted(paper.votes, 'vote')} · <a href={`/admin/papers/${paper.id}`}>more tools</a>
      </p>
      {note && (
        <blockquote dir="auto" className="mb-3 border-l-2 border-rule pl-4 whitespace-pre-line">
          {note}
        </blockquote>
      )}
      <div className="mt-4 grid gap-x-10 gap-y-3 wide:grid-cols-2">
        <ActForm
          act="list"
          subject={subject}
          button="List"
          about={paper.title}
          isStrong
          field={{ kind: 'date', name: 'date', label: 'List in the edition of', value: newest }}
        />
        <ActForm
          act="decline"
          subject={subject}
          button="Decline"
          about={paper.title}
          folded="Decline"
          field={WHY}
        />
      </div>
    </article>
  )
}
