/** A member's comments, latest first. */
import { MathText } from '@/components/paper/math-text'
import { AsideBox } from '@/components/ui/aside-box'
import { commentHtml } from '@/domain/comment-markdown'
import { timeAgo } from '@/domain/time-ago'

type Props = {
  comments: { id: number; paperId: string; title: string; body: string; postedAt: Date }[]
  now: Date
}

export function SaidList({ comments, now }: Props) {
  return (
    <AsideBox name="said" title="Comments">
      {comments.length === 0 && <p className="text-[13px] text-mute">No comments yet.</p>}
      <ul className="grid gap-5">
        {comments.map(({ id, paperId, title, body, postedAt }) => (
          <li key={id}>
            <p className="font-serif text-[15px] leading-snug" dir="auto">
              <a href={`/papers/${paperId}#comment-${id}`} className="hover:underline">
                <MathText text={title} isTitle />
              </a>
            </p>
            <p className="mb-1 text-[13px] text-mute">
              <time dateTime={postedAt.toISOString()}>{timeAgo(postedAt, now)}</time>
            </p>
            <div
              dir="auto"
              className="comment-body text-[14px]"
              // biome-ignore lint/security/noDangerouslySetInnerHtml: commentHtml lets no markup of the writer through
              dangerouslySetInnerHTML={{ __html: commentHtml(body) }}
            />
          </li>
        ))}
      </ul>
    </AsideBox>
  )
}
