/** What members say about a paper. */
import { BUTTON } from '@/components/ui/button'
import { type Comment, threadsOf } from '@/domain/comment'
import { count, counted } from '@/domain/dates'
import { NewComment } from './comment-forms'
import { type Reading, ThreadItem } from './thread-item'

type Props = {
  comments: Comment[]
  reading: Reading
  /** Comments on other sites, and where they are. */
  elsewhere: { count: number; href: string | null }
}

export function Discussion({ comments, reading, elsewhere }: Props) {
  const { paperId, member, formKey } = reading
  const visible = comments.filter(({ state }) => state === 'visible').length
  const signIn = `/sign-in?next=${encodeURIComponent(`/papers/${paperId}#discussion`)}`
  return (
    <section id="discussion" aria-labelledby="discussion-title" className="mt-10 max-w-[68ch]">
      <h2 id="discussion-title" className="mb-3 text-[15px] font-semibold">
        Discussion {visible > 0 && <span className="font-normal text-mute">{count(visible)}</span>}
      </h2>
      {member ? (
        <NewComment paperId={paperId} formKey={formKey} handle={member.handle} />
      ) : (
        <p className="mb-7 flex flex-wrap items-center gap-x-4 gap-y-2">
          {visible === 0 && <span className="text-mute">No comments yet.</span>}
          <a href={signIn} className={BUTTON}>
            Sign in to comment
          </a>
        </p>
      )}
      {threadsOf(comments, member?.id ?? null).map((thread) => (
        <ThreadItem key={thread.comment.id} thread={thread} reading={reading} />
      ))}
      {elsewhere.count > 0 && elsewhere.href && (
        <p className="text-[13.5px] text-mute">
          <a href={elsewhere.href} className="link" rel="nofollow noopener">
            {counted(elsewhere.count, 'comment')} on Hugging Face
          </a>
        </p>
      )}
    </section>
  )
}
