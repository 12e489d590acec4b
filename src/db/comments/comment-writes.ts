/**
 * What members do with comments. A paper's counts change in the same transaction, which locks the
 * paper before its comments, so they are right whatever the order of writes.
 */
import { placeOfReply } from '../../domain/comment.ts'
import { announcePaper } from '../changes.ts'
import { db, type Tx } from '../client.ts'
import { recomputeScores } from '../papers/scores.ts'
import { retryDeadlocks } from '../retry.ts'
import { noteReply } from './reply-notices.ts'

export type PostAsk = {
  memberId: string
  paperId: string
  /** The comment it replies to. */
  parentId: number | null
  body: string
  /** One key, one comment: sent a second time, it returns the first one. */
  formKey: string
  now: Date
}
type OwnAsk = { id: number; memberId: string; now: Date }

/** Posts a comment. `no-parent`: what it replies to is gone. Null: no such paper or no such member. */
export async function postComment(ask: PostAsk): Promise<{ id: number } | 'no-parent' | null> {
  const posted = await retryDeadlocks(() => db().$transaction((tx) => post(tx, ask)))
  if (posted !== null && posted !== 'no-parent') announcePaper(ask.paperId)
  return posted
}

/** Changes the text of a member's own visible comment; returns its paper's id, or null. */
export async function editComment(ask: OwnAsk & { body: string }): Promise<string | null> {
  const { id, memberId, body, now } = ask
  const own = { id, memberId, deletedAt: null, removedAt: null }
  const { count } = await db().comment.updateMany({
    where: { ...own, body: { not: body } },
    data: { body, editedAt: now },
  })
  const found = await db().comment.findFirst({ where: own, select: { paperId: true } })
  if (count > 0 && found) announcePaper(found.paperId)
  return found?.paperId ?? null
}

/** Deletes a member's own comment; returns its paper's id, or null. */
export async function deleteComment({ id, memberId, now }: OwnAsk): Promise<string | null> {
  return changeOwn({ id, memberId }, { from: null, to: now })
}

/** Undoes the author's own deletion; returns the paper's id, or null. */
export async function restoreComment({ id, memberId }: OwnAsk): Promise<string | null> {
  return changeOwn({ id, memberId }, { from: { not: null }, to: null })
}

async function post(tx: Tx, ask: PostAsk): Promise<{ id: number } | 'no-parent' | null> {
  const { memberId, paperId, body, formKey, now } = ask
  const [paper] = await tx.$queryRaw<object[]>`
    select from papers where id = ${paperId} and removed_at is null for no key update`
  const member = await tx.member.findFirst({ where: { id: memberId, bannedAt: null } })
  if (!paper || !member) return null
  const key = { memberId_formKey: { memberId, formKey } }
  const known = await tx.comment.findUnique({ where: key, select: { id: true } })
  if (known) return known
  const parent = await findParent(tx, ask)
  if (ask.parentId !== null && !parent) return 'no-parent'
  const [made] = await tx.$queryRaw<{ id: number }[]>`
    insert into comments (paper_id, member_id, parent_id, depth, body, form_key, posted_at)
    values (${paperId}, ${memberId}, ${placeOfReply(parent).parentId}, ${placeOfReply(parent).depth},
      ${body}, ${formKey}, ${now})
    on conflict do nothing returning id`
  if (!made) return tx.comment.findUnique({ where: key, select: { id: true } })
  if (parent?.memberId && parent.memberId !== memberId)
    await noteReply(tx, { commentId: made.id, memberId: parent.memberId, now })
  await recomputeScores(tx, [paperId])
  return made
}

async function findParent(tx: Tx, { parentId, paperId }: PostAsk) {
  if (parentId === null) return null
  return tx.comment.findFirst({
    where: { id: parentId, paperId, deletedAt: null, removedAt: null },
    select: { id: true, parentId: true, depth: true, memberId: true },
  })
}

async function changeOwn(
  own: { id: number; memberId: string },
  deletedAt: { from: null | { not: null }; to: Date | null },
): Promise<string | null> {
  const changed = await retryDeadlocks(() =>
    db().$transaction(async (tx) => {
      const paperId = await lockPaperOf(tx, own.id)
      const found = await tx.comment.findFirst({ where: own, select: { id: true } })
      if (paperId === null || !found) return null
      const { count } = await tx.comment.updateMany({
        where: { ...own, deletedAt: deletedAt.from },
        data: { deletedAt: deletedAt.to },
      })
      if (count > 0) await recomputeScores(tx, [paperId])
      return { paperId, isChanged: count > 0 }
    }),
  )
  if (changed?.isChanged) announcePaper(changed.paperId)
  return changed?.paperId ?? null
}

/** Locks a comment's paper and returns its id; null if there is no such comment. */
export async function lockPaperOf(tx: Tx, commentId: number): Promise<string | null> {
  const [paper] = await tx.$queryRaw<{ id: string }[]>`
    select p.id from comments c join papers p on p.id = c.paper_id
    where c.id = ${commentId} for no key update of p`
  return paper?.id ?? null
}
