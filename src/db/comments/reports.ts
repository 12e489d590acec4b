/** Comments that members reported, and what curators decide about them. */
import type { By } from '../../domain/moderation.ts'
import { db, type Tx } from '../client.ts'
import { moderate } from '../members/moderation.ts'
import { removeComment, restoreRemoved } from './comment-removals.ts'

/** A comment as a curator sees it; the handle is null if the account is gone. */
export type ReportedComment = {
  id: number
  paperId: string
  /** May hold TeX. */
  title: string
  handle: string | null
  /** Markdown. */
  body: string
  postedAt: Date
}
export type Report = { handle: string; reason: string; reportedAt: Date }

/** Visible comments with unsettled reports, oldest comment first. */
export async function listReported(
  limit: number,
): Promise<(ReportedComment & { reports: Report[] })[]> {
  const rows = await db().comment.findMany({
    where: {
      deletedAt: null,
      removedAt: null,
      paper: { removedAt: null },
      reports: { some: { settledAt: null } },
    },
    include: {
      ...WITH_PAPER_AND_AUTHOR,
      reports: {
        where: { settledAt: null },
        orderBy: { reportedAt: 'asc' },
        include: { member: { select: { handle: true } } },
      },
    },
    orderBy: { id: 'asc' },
    take: limit,
  })
  return rows.map((row) => ({
    ...commentOf(row),
    reports: row.reports.map(({ member, reason, reportedAt }) => ({
      handle: member.handle,
      reason,
      reportedAt,
    })),
  }))
}

/** The most recently removed comments, with the reasons. */
export async function listRemovedComments(
  limit: number,
): Promise<(ReportedComment & { reason: string })[]> {
  const rows = await db().comment.findMany({
    where: { removedAt: { not: null }, paper: { removedAt: null } },
    include: WITH_PAPER_AND_AUTHOR,
    orderBy: [{ removedAt: 'desc' }, { id: 'desc' }],
    take: limit,
  })
  return rows.map((row) => ({ ...commentOf(row), reason: row.removedReason ?? '' }))
}

/** Removes a comment, which settles its reports; false if there is none or it is already removed. */
export function removeReported(
  commentId: number,
  reason: string,
  { actor, now }: By,
): Promise<boolean> {
  return moderate(async (tx) => {
    const removed = await removeComment(tx, { id: commentId, reason, now })
    if (!removed) return null
    await settle(tx, commentId, 'removed', now)
    const { paperId, memberId: member } = removed
    return { at: now, actor, act: 'remove-comment', paperId, commentId, member, reason }
  })
}

/** Keeps a comment and settles its reports; false if none of them is open. */
export function dismissReports(commentId: number, { actor, now }: By): Promise<boolean> {
  return moderate(async (tx) => {
    if ((await settle(tx, commentId, 'dismissed', now)) === 0) return null
    const { paperId } = await tx.comment.findUniqueOrThrow({ where: { id: commentId } })
    return { at: now, actor, act: 'dismiss-report', paperId, commentId }
  }, [])
}

/** Restores a comment; false if it is not removed. */
export function restoreReported(commentId: number, { actor, now }: By): Promise<boolean> {
  return moderate(async (tx) => {
    const restored = await restoreRemoved(tx, commentId)
    if (!restored) return null
    const { paperId, memberId: member } = restored
    return { at: now, actor, act: 'restore-comment', paperId, commentId, member }
  })
}

async function settle(tx: Tx, commentId: number, outcome: string, now: Date): Promise<number> {
  const open = { commentId, settledAt: null }
  const { count } = await tx.commentReport.updateMany({
    where: open,
    data: { settledAt: now, outcome },
  })
  return count
}

const WITH_PAPER_AND_AUTHOR = {
  paper: { select: { title: true } },
  member: { select: { handle: true } },
} as const

type Row = Omit<ReportedComment, 'title' | 'handle'> & {
  paper: { title: string }
  member: { handle: string } | null
}

function commentOf({ id, paperId, paper, member, body, postedAt }: Row): ReportedComment {
  return { id, paperId, title: paper.title, handle: member?.handle ?? null, body, postedAt }
}
