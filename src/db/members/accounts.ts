/** A member's account as a whole: everything that is theirs, to export or to delete. */
import { ALL_PAGES } from '../../wire/page-tags.ts'
import { announce } from '../changes.ts'
import { db } from '../client.ts'
import { forgetComments } from '../comments/comment-removals.ts'
import { recomputeScores } from '../papers/scores.ts'
import { retryDeadlocks } from '../retry.ts'
import { forgetSubscription } from '../subscriptions/own-subscription.ts'
import { restHandle } from './handles.ts'
import { listOwnMails } from './own-mails.ts'

/** Everything a member has given or done here, as far as it is kept, as plain values. */
export async function exportAccount(memberId: string) {
  const own = { where: { memberId } }
  const member = await db().member.findUniqueOrThrow({ where: { id: memberId } })
  const [votes, saves, hidden, seen, comments, submissions, reports] = await Promise.all([
    db().vote.findMany({ ...own, orderBy: { castAt: 'asc' } }),
    db().save.findMany({ ...own, orderBy: { savedAt: 'asc' } }),
    db().hiddenPaper.findMany({ ...own, orderBy: { hiddenAt: 'asc' } }),
    db().seenPaper.findMany({ ...own, orderBy: { seenAt: 'asc' } }),
    db().comment.findMany({ ...own, orderBy: { postedAt: 'asc' } }),
    db().submission.findMany({ ...own, orderBy: { submittedAt: 'asc' } }),
    db().commentReport.findMany({ ...own, orderBy: { reportedAt: 'asc' } }),
  ])
  const [accounts, sessions, acts, formerHandles, digest, mails] = await Promise.all([
    db().account.findMany({
      ...own,
      select: { providerId: true, accountId: true, createdAt: true },
    }),
    db().session.findMany({
      ...own,
      select: { createdAt: true, expiresAt: true, ipAddress: true, userAgent: true },
      orderBy: { createdAt: 'asc' },
    }),
    db().moderationEntry.findMany({
      where: { OR: [{ member: memberId }, { actor: memberId }] },
      orderBy: { id: 'asc' },
    }),
    db().restingHandle.findMany({ ...own, select: { handle: true, until: true } }),
    db().subscription.findUnique({ where: { email: member.email }, select: OF_SUBSCRIPTION }),
    listOwnMails(member.email),
  ])
  const did = { votes, saves, hidden, seen, comments, submissions, reports }
  return { member, ...did, accounts, sessions, acts, formerHandles, digest, mails }
}

/** What its owner gave and was told; the links stay secret. */
const OF_SUBSCRIPTION = {
  email: true,
  status: true,
  cadence: true,
  topics: true,
  hour: true,
  timeZone: true,
  createdAt: true,
  confirmationSentAt: true,
  confirmedAt: true,
  manageSentAt: true,
  unsubscribedAt: true,
} as const

/** Deletes an account: its votes leave the counts, its comments are erased, its sessions end. */
export async function deleteAccount(memberId: string, now: Date): Promise<void> {
  await retryDeadlocks(() =>
    db().$transaction(async (tx) => {
      const votes = await tx.$queryRaw<{ paper_id: string }[]>`
        delete from votes where member_id = ${memberId} returning paper_id`
      const commented = await forgetComments(tx, memberId, now)
      const { email, handle } = await tx.member.delete({ where: { id: memberId } })
      await restHandle(tx, handle, null, now)
      await forgetSubscription(tx, email)
      const papers = new Set([...votes.map(({ paper_id }) => paper_id), ...commented])
      await recomputeScores(tx, [...papers])
    }),
  )
  announce([ALL_PAGES])
}
