/** Notices of replies: who is to be told by mail, and what became of it. */
import { db, type Tx } from './client.ts'

/**
 * Minutes until the next attempt, by how many were made; the first also covers a process that died
 * while it sent. After the last the notice is dropped.
 */
const WAITS_MINUTES = [10, 60, 240, 720, 1440, 1440]
export const MOST_ATTEMPTS = WAITS_MINUTES.length

export type ClaimedNotice = { commentId: number; attempts: number }

/** A reply as its notice tells it; `title` may hold TeX, `body` is Markdown. */
export type Reply = {
  email: string
  paperId: string
  title: string
  body: string
  author: { handle: string; name: string }
}

/** Notes that a member is to be told of a reply, if they want to be and can be. */
export async function noteReply(
  tx: Tx,
  { commentId, memberId, now }: { commentId: number; memberId: string; now: Date },
): Promise<void> {
  const member = await tx.member.findFirst({ where: { id: memberId, ...REACHABLE } })
  if (member) await tx.replyNotice.create({ data: { commentId, memberId, nextAttemptAt: now } })
}

/** Takes notices that are due, for this process alone until their next attempt would be due. */
export async function claimReplyNotices(now: Date, limit: number): Promise<ClaimedNotice[]> {
  return db().$queryRaw<ClaimedNotice[]>`
    with due as materialized (
      select comment_id from reply_notices
      where sent_at is null and next_attempt_at <= ${now}
      order by next_attempt_at, comment_id limit ${limit} for update skip locked
    )
    update reply_notices set attempts = attempts + 1, next_attempt_at = ${now}::timestamptz
      + coalesce((${WAITS_MINUTES}::int[])[attempts + 1], ${WAITS_MINUTES.at(-1)}::int) * interval '1 minute'
    from due where reply_notices.comment_id = due.comment_id
    returning reply_notices.comment_id as "commentId", attempts`
}

/** What a notice says; null when the reply, its paper or the wish to be told is gone. */
export async function findReply(commentId: number): Promise<Reply | null> {
  const row = await db().replyNotice.findFirst({
    where: {
      commentId,
      member: REACHABLE,
      comment: { deletedAt: null, removedAt: null, paper: { removedAt: null } },
    },
    include: {
      member: { select: { email: true } },
      comment: { include: { paper: { select: { title: true } }, member: true } },
    },
  })
  if (!row?.comment.member) return null
  const { paperId, paper, body, member } = row.comment
  const author = { handle: member.handle, name: member.name }
  return { email: row.member.email, paperId, title: paper.title, body, author }
}

/** Notes that the relay has taken it. */
export async function markReplySent(commentId: number, now: Date): Promise<void> {
  await db().replyNotice.updateMany({ where: { commentId }, data: { sentAt: now } })
}

/** Gives a notice up. */
export async function dropReplyNotice(commentId: number): Promise<void> {
  await db().replyNotice.deleteMany({ where: { commentId } })
}

/** Members without an address of their own have one that ends in .invalid. */
const REACHABLE = {
  wantsReplyMail: true,
  bannedAt: null,
  NOT: { email: { endsWith: '.invalid' } },
}
