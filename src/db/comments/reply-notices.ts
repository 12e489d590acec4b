/** Reply notices: who is told by mail, and of what. */
import { LETTER_LIFE_MS } from '../../domain/letter.ts'
import { db, type Tx } from '../client.ts'
import { queueReplyLetter } from '../deliveries/letters.ts'

/** A reply as its notice shows it; `title` may hold TeX, `body` is Markdown. */
export type Reply = {
  memberId: string
  email: string
  paperId: string
  title: string
  body: string
  author: { handle: string; name: string }
}

/** Queues the notice of a reply for a member who wants such mails and can be reached. */
export async function noteReply(
  tx: Tx,
  { commentId, memberId, now }: { commentId: number; memberId: string; now: Date },
): Promise<void> {
  const member = await tx.member.findFirst({ where: { id: memberId, ...REACHABLE } })
  if (!member) return
  const expiresAt = new Date(now.getTime() + LETTER_LIFE_MS.reply)
  await queueReplyLetter(tx, { email: member.email, commentId, memberId }, { now, expiresAt })
}

/** What a notice says; null if the reply, its paper or the wish to be told is gone. */
export async function findReply(commentId: number): Promise<Reply | null> {
  const row = await db().letter.findFirst({
    where: {
      commentId,
      member: REACHABLE,
      comment: { deletedAt: null, removedAt: null, paper: { removedAt: null } },
    },
    include: {
      member: { select: { id: true, email: true } },
      comment: { include: { paper: { select: { title: true } }, member: true } },
    },
  })
  if (!row?.comment?.member || !row.member) return null
  const { paperId, paper, body, member } = row.comment
  const author = { handle: member.handle, name: member.name }
  return {
    memberId: row.member.id,
    email: row.member.email,
    paperId,
    title: paper.title,
    body,
    author,
  }
}

const REACHABLE = { wantsReplyMail: true, bannedAt: null }
