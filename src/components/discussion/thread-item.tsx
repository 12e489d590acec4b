/** A comment with its replies. */
import type { Comment, Thread } from '@/domain/comment'
import type { Member } from '@/domain/member'
import { CommentBody } from './comment-body'
import { CommentForms, RestoreForm } from './comment-forms'
import { CommentTime } from './comment-time'

/** Who reads it and when; readers without an account get no forms. */
export type Reading = {
  paperId: string
  member: Member | null
  formKey: string
  now: Date
}

export function ThreadItem({ thread, reading }: { thread: Thread; reading: Reading }) {
  const { comment, replies } = thread
  const author = comment.author ? `@${comment.author.handle}` : 'a deleted account'
  return (
    <article id={`comment-${comment.id}`} tabIndex={-1} aria-label={`Comment by ${author}`}>
      {comment.state === 'visible' ? (
        <Said comment={comment} author={author} reading={reading} />
      ) : (
        <Stub comment={comment} reading={reading} />
      )}
      {replies.length > 0 && (
        <div className="replies">
          {replies.map((reply) => (
            <ThreadItem key={reply.comment.id} thread={reply} reading={reading} />
          ))}
        </div>
      )}
    </article>
  )
}

type Said = { comment: Comment; author: string; reading: Reading }

function Said({ comment, author, reading: { paperId, member, formKey, now } }: Said) {
  const { id, body, postedAt, editedAt } = comment
  const isOwn = member !== null && comment.author?.id === member.id
  return (
    <div className="said">
      <p className="dot-list flex flex-wrap items-center text-[13.5px] text-mute">
        <Author comment={comment} />
        <CommentTime at={postedAt} now={now} />
        {editedAt && (
          <span title={`${editedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`}>edited</span>
        )}
      </p>
      <CommentBody body={body} />
      <div className="said-foot">
        {member && (
          <CommentForms
            id={id}
            paperId={paperId}
            formKey={formKey}
            author={author}
            ownBody={isOwn ? body : null}
          />
        )}
        <a href={`#comment-${id}`}>
          Link<span className="sr-only"> to the comment by {author}</span>
        </a>
      </div>
    </div>
  )
}

function Author({ comment: { author } }: { comment: Comment }) {
  if (!author) return <span>deleted account</span>
  return (
    <span>
      <a href={`/u/${author.handle}`} className="font-semibold text-ink hover:underline">
        <bdi>{author.name || `@${author.handle}`}</bdi>
      </a>
      {author.name && ` @${author.handle}`}
    </span>
  )
}

function Stub({ comment, reading }: { comment: Comment; reading: Reading }) {
  const { id, state, author } = comment
  const isOwn = state === 'deleted' && author !== null && author.id === reading.member?.id
  if (isOwn) {
    return (
      <div className="said said-foot">
        You deleted this comment. <RestoreForm id={id} paperId={reading.paperId} />
      </div>
    )
  }
  return (
    <p className="said text-[13.5px] text-mute">
      {state === 'removed' ? 'Removed by a curator.' : 'Deleted.'}
    </p>
  )
}
