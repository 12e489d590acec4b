/** A member's account as a whole: everything of theirs, to take along or to end. */
import { ALL_PAGES } from '../domain/page-tags.ts'
import { announce } from './changes.ts'
import { db } from './client.ts'
import { forgetComments } from './comment-removals.ts'
import { restHandle } from './handles.ts'
import { forgetSubscription } from './own-subscription.ts'
import { retryDeadlocks } from './retry.ts'
import { recomputeScores } from './scores.ts'
import { findSubscription } from './subscriptions.ts'

/** Everything that a member has given or done here, as plain values. */
export async function exportAccount(memberId: string) {
  const own = { where: { memberId } }
  const [member, votes, saves, hidden, seen, comments, submissions, reports, accounts] =
    await Promise.all([
      db().member.findUniqueOrThrow({ where: { id: memberId } }),
      db().vote.findMany({ ...own, orderBy: { castAt: 'asc' } }),
      db().save.findMany({ ...own, orderBy: { savedAt: 'asc' } }),
      db().hiddenPaper.findMany({ ...own, orderBy: { hiddenAt: 'asc' } }),
      db().seenPaper.findMany({ ...own, orderBy: { seenAt: 'asc' } }),
      db().comment.findMany({ ...own, orderBy: { postedAt: 'asc' } }),
      db().submission.findMany({ ...own, orderBy: { submittedAt: 'asc' } }),
      db().commentReport.findMany({ ...own, orderBy: { reportedAt: 'asc' } }),
      db().account.findMany({
        ...own,
        select: { providerId: true, accountId: true, createdAt: true },
      }),
    ])
  const digest = await findSubscription(member.email)
  return { member, votes, saves, hidden, seen, comments, submissions, reports, accounts, digest }
}

/** Ends an account: its votes leave the counts, its words are erased, its sessions end. */
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
