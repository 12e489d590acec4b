/** A comment for a curator to judge, as typed, with the reports about it. */
import type { ReactNode } from 'react'
import { MathText } from '@/components/paper/math-text'
import { utcDay } from '@/domain/utc-day'
import { WHY } from './act-field'
import { ActForm } from './acts'

type Judged = {
  id: number
  paperId: string
  title: string
  handle: string | null
  body: string
  postedAt: Date
}
type Report = { handle: string; reason: string; reportedAt: Date }

export function ReportedComment({ comment }: { comment: Judged & { reports: Report[] } }) {
  const subject = { name: 'comment', value: String(comment.id) }
  const about = `comment ${comment.id}`
  return (
    <JudgedComment comment={comment}>
      <ul aria-label="Reports" className="!mb-4">
        {comment.reports.map(({ handle, reason, reportedAt }) => (
          <li key={handle}>
            <bdi>@{handle}</bdi>, {dayOf(reportedAt)}:{' '}
            <span dir="auto" className="whitespace-pre-line">
              {reason}
            </span>
          </li>
        ))}
      </ul>
      <div className="grid gap-x-10 gap-y-3 wide:grid-cols-2">
        <ActForm act="dismiss" subject={subject} button="Keep" about={about} />
        <ActForm
          act="remove"
          subject={subject}
          button="Remove comment"
          about={about}
          folded="Remove"
          field={WHY}
        />
      </div>
    </JudgedComment>
  )
}

export function RemovedComment({ comment }: { comment: Judged & { reason: string } }) {
  return (
    <JudgedComment comment={comment}>
      <p dir="auto" className="whitespace-pre-line">
        Removed: {comment.reason}
      </p>
      <ActForm
        act="restore"
        subject={{ name: 'comment', value: String(comment.id) }}
        button="Restore"
        about={`comment ${comment.id}`}
      />
    </JudgedComment>
  )
}

function JudgedComment({ comment, children }: { comment: Judged; children: ReactNode }) {
  const { id, paperId, title, handle, body, postedAt } = comment
  return (
    <article aria-label={`Comment ${id}`} className="border-t border-rule py-5">
      <p className="!mb-2 text-[13.5px] text-mute">
        {handle ? <bdi>@{handle}</bdi> : 'A former member'}, {dayOf(postedAt)}, on{' '}
        <a href={`/papers/${paperId}#comment-${id}`} dir="auto">
          <MathText text={title} isTitle />
        </a>
      </p>
      <blockquote dir="auto" className="mb-3 border-l-2 border-rule pl-4 whitespace-pre-wrap">
        {body}
      </blockquote>
      {children}
    </article>
  )
}

function dayOf(at: Date) {
  return <time dateTime={at.toISOString()}>{utcDay(at)}</time>
}
