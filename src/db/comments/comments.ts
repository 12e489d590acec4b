/** Reading comments: a paper's discussion, and what one member wrote. */
import type { Comment, CommentState } from '../../domain/comment.ts'
import { db } from '../client.ts'

type Row = Omit<Comment, 'author'> & { memberId: string | null; handle: string; name: string }

/** All comments on a paper, stubs included, in the order they were posted. */
export async function listComments(paperId: string): Promise<Comment[]> {
  const rows = await db().$queryRaw<Row[]>`
    select c.id, parent_id as "parentId", depth, posted_at as "postedAt", edited_at as "editedAt",
      case when removed_at is not null then 'removed' when deleted_at is not null then 'deleted'
        else 'visible' end as state,
      case when coalesce(removed_at, deleted_at) is null then body else '' end as body,
      m.id as "memberId", m.handle, m.name
    from comments c left join members m on m.id = c.member_id
    where paper_id = ${paperId} order by posted_at, c.id`
  return rows.map(({ memberId, handle, name, ...comment }) => ({
    ...comment,
    state: comment.state as CommentState,
    author: memberId === null ? null : { id: memberId, handle, name },
  }))
}

/** A visible comment as its author's profile shows it; `title` may hold TeX. */
export type WrittenComment = {
  id: number
  paperId: string
  title: string
  body: string
  postedAt: Date
  editedAt: Date | null
}

/** A member's visible comments, newest first; `before` is the last id of the previous page. */
export async function listCommentsBy(
  memberId: string,
  limit: number,
  before: number | null,
): Promise<WrittenComment[]> {
  const rows = await db().comment.findMany({
    where: {
      memberId,
      deletedAt: null,
      removedAt: null,
      paper: { removedAt: null },
      ...(before === null ? {} : { id: { lt: before } }),
    },
    orderBy: { id: 'desc' },
    take: limit,
    include: { paper: { select: { title: true } } },
  })
  return rows.map(({ id, paperId, paper, body, postedAt, editedAt }) => ({
    id,
    paperId,
    title: paper.title,
    body,
    postedAt,
    editedAt,
  }))
}
