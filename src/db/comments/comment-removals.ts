/** Comments that disappear without their author's deleting them: removed, reported, or gone with an account. */
import { db, type Tx } from '../client.ts'
import { recomputeScores } from '../papers/scores.ts'
import { lockPaperOf } from './comment-writes.ts'

/** What a curator's act changed: the comment's paper, and its author if there still is one. */
export type Moderated = { paperId: string; memberId: string | null }

/**
 * Removes a comment for a reason. Null if there is none or it is already removed. The caller writes
 * the log entry in the same transaction and announces the paper afterwards.
 */
export async function removeComment(
  tx: Tx,
  { id, reason, now }: { id: number; reason: string; now: Date },
): Promise<Moderated | null> {
  return moderate(tx, id, (where) =>
    tx.comment.updateMany({
      where: { ...where, removedAt: null },
      data: { removedAt: now, removedReason: reason },
    }),
  )
}

/** Undoes a removal, on the same terms as removeComment; what its author deleted stays deleted. */
export async function restoreRemoved(tx: Tx, id: number): Promise<Moderated | null> {
  return moderate(tx, id, (where) =>
    tx.comment.updateMany({
      where: { ...where, removedAt: { not: null } },
      data: { removedAt: null, removedReason: null },
    }),
  )
}

/** Reports another member's visible comment; doing it again changes nothing. False if there is none. */
export async function reportComment(report: {
  commentId: number
  memberId: string
  reason: string
  now: Date
}): Promise<boolean> {
  const { commentId, memberId, reason, now } = report
  const found = await db().comment.findFirst({
    where: { id: commentId, deletedAt: null, removedAt: null },
    select: { memberId: true },
  })
  if (!found || found.memberId === memberId) return false
  await db().$executeRaw`
    insert into comment_reports (comment_id, member_id, reason, reported_at)
    values (${commentId}, ${memberId}, ${reason}, ${now}) on conflict do nothing`
  return true
}

/**
 * Erases the text and authorship of all of a member's comments for good, leaving stubs that hold
 * others' replies. Returns the ids of the papers, whose scores the caller recomputes.
 */
export async function forgetComments(tx: Tx, memberId: string, now: Date): Promise<string[]> {
  const papers = await tx.$queryRaw<{ id: string }[]>`
    select id from papers where id in (select paper_id from comments where member_id = ${memberId})
    order by id for no key update`
  await tx.$executeRaw`
    update comments set body = '', member_id = null, form_key = '',
      deleted_at = coalesce(deleted_at, ${now})
    where member_id = ${memberId}`
  return papers.map(({ id }) => id)
}

async function moderate(
  tx: Tx,
  id: number,
  change: (where: { id: number }) => Promise<{ count: number }>,
): Promise<Moderated | null> {
  const paperId = await lockPaperOf(tx, id)
  if (paperId === null) return null
  const { count } = await change({ id })
  if (count === 0) return null
  await recomputeScores(tx, [paperId])
  const found = await tx.comment.findUnique({ where: { id }, select: { memberId: true } })
  return { paperId, memberId: found?.memberId ?? null }
}
