/** One entry of the public log: who did what to which paper, comment or member, when and why. */
import { MathText } from '@/components/paper/math-text'
import { type ModerationEntry, OPERATOR, wordsOf } from '@/domain/moderation'

type Entry = Required<ModerationEntry> & {
  actorHandle: string | null
  memberHandle: string | null
  paperTitle: string | null
}

export function LogEntry({ entry }: { entry: Entry }) {
  const { at, actor, member, paperId, commentId, reason } = entry
  const [before, after] = wordsOf(entry)
  return (
    <li className="grid list-none gap-x-5 border-b border-rule py-3 wide:grid-cols-[10rem_minmax(0,1fr)]">
      <time
        dateTime={at.toISOString()}
        className="text-[13.5px] whitespace-nowrap text-mute tabular-nums"
      >
        {at.toISOString().slice(0, 16).replace('T', ' ')} UTC
      </time>
      <div className="min-w-0">
        <strong className="font-semibold">
          {actor === OPERATOR ? 'The operator' : nameOf(entry.actorHandle, 'A former member')}
        </strong>{' '}
        {before}{' '}
        {commentId && paperId && (
          <>
            <a href={`/papers/${paperId}#comment-${commentId}`}>a comment</a> {member && 'by '}
          </>
        )}
        {member && <bdi>{nameOf(entry.memberHandle, 'a former member')}</bdi>} {commentId && 'on '}
        {paperId && <PaperLink id={paperId} title={entry.paperTitle} />} <bdi>{after}</bdi>
        {reason && (
          <p dir="auto" className="!mt-1 !mb-0 whitespace-pre-line text-mute">
            {reason}
          </p>
        )}
      </div>
    </li>
  )
}

/** Today's handle; former ones are never shown. */
function nameOf(handle: string | null, otherwise: string): string {
  return handle === null ? otherwise : `@${handle}`
}

/** A removed paper's title is not shown, even here. */
function PaperLink({ id, title }: { id: string; title: string | null }) {
  return (
    <a href={`/papers/${id}`} dir="auto">
      {title ? <MathText text={title} isTitle /> : id}
    </a>
  )
}
