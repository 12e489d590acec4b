/** Papers that members submit, until a curator or the operator's rule decides. */
import type { EditionClock } from '../../domain/edition.ts'
import type { By } from '../../domain/moderation.ts'
import type { PaperDraft } from '../../domain/paper.ts'
import type { SubmissionState, WaitingSubmission } from '../../domain/submission.ts'
import { announcePaper } from '../changes.ts'
import { db, type Tx } from '../client.ts'
import { moderate } from '../members/moderation.ts'
import { importInto, lockImports } from '../papers/import-papers.ts'
import { recomputeScores } from '../papers/scores.ts'
import { judgeVotes } from '../votes/vote-rules.ts'

/** `draft`: arXiv's description, null if the paper is already stored. `note`: for the curators. */
export type Submitting = {
  memberId: string
  paperId: string
  draft: PaperDraft | null
  note: string | null
  now: Date
  clock: EditionClock
}
/** `here`: already listed or submitted. `unknown`: neither stored nor described by a draft. */
export type Submitted = 'submitted' | 'here' | 'removed' | 'unknown'

/**
 * Stores a submission with its paper. There is one submitter: whoever comes at the same moment finds
 * the paper here. The submitter's own vote for it no longer counts for the rank.
 */
export async function submitPaper(submitting: Submitting): Promise<Submitted> {
  const outcome = await db().$transaction(async (tx) => {
    await lockImports(tx)
    return writeSubmission(tx, submitting)
  })
  if (outcome === 'submitted') announcePaper(submitting.paperId)
  return outcome
}

async function writeSubmission(
  tx: Tx,
  { memberId, paperId, draft, note, now, clock }: Submitting,
): Promise<Submitted> {
  const stored = await tx.paper.findUnique({
    where: { id: paperId },
    select: { removedAt: true, submission: true, _count: { select: { listings: true } } },
  })
  if (stored?.removedAt) return 'removed'
  if (stored?.submission || stored?._count.listings) return 'here'
  if (!stored && draft?.arxivId !== paperId) return 'unknown'
  if (!stored && draft)
    await importInto(tx, [{ draft: { ...draft, listings: [] }, position: 0 }], { now, clock })
  await tx.submission.create({ data: { paperId, memberId, submittedAt: now, note } })
  await tx.$executeRaw`
    update papers set submitted_by = ${memberId} where id = ${paperId} and submitted_by is null`
  await judgeVotes(tx, [paperId], now)
  await recomputeScores(tx, [paperId])
  return 'submitted'
}

/** A paper's submission as its submitter and curators see it; null if nobody submitted it. */
export async function findSubmission(
  paperId: string,
): Promise<{ memberId: string | null; submittedAt: Date; state: SubmissionState } | null> {
  const row = await db().submission.findUnique({ where: { paperId } })
  return row && { ...row, state: row.state as SubmissionState }
}

/** A waiting submission. `handle`: null if the account is gone. */
export type QueuedSubmission = {
  paperId: string
  handle: string | null
  submittedAt: Date
  note: string | null
}

/** Submissions waiting for a curator, oldest first, without removed papers. */
export async function listWaitingSubmissions(limit: number): Promise<QueuedSubmission[]> {
  return db().$queryRaw<QueuedSubmission[]>`
    select s.paper_id as "paperId", m.handle, s.submitted_at as "submittedAt", s.note
    from submissions s join papers p on p.id = s.paper_id left join members m on m.id = s.member_id
    where s.state = 'waiting' and p.removed_at is null
    order by s.submitted_at, s.paper_id limit ${limit}`
}

export async function countWaitingSubmissions(): Promise<number> {
  return db().submission.count({ where: { state: 'waiting', paper: { removedAt: null } } })
}

/** The submissions that were waiting at an instant, with the votes that counted by then. */
export async function listVotedSubmissions(until: Date): Promise<WaitingSubmission[]> {
  return db().$queryRaw<WaitingSubmission[]>`
    select s.paper_id as "paperId", s.submitted_at as "submittedAt", count(v.*)::int as votes
    from submissions s join papers p on p.id = s.paper_id
      join votes v on v.paper_id = s.paper_id and v.withdrawn_at is null and v.counts_for_rank
        and v.cast_at <= ${until}
    where s.state = 'waiting' and s.submitted_at <= ${until} and p.removed_at is null
      and not p.withdrawn
    group by s.paper_id`
}

/** Declines a waiting submission; false if it is no longer waiting. */
export function declineSubmission(
  paperId: string,
  reason: string,
  { actor, now }: By,
): Promise<boolean> {
  return moderate(async (tx) => {
    const { count } = await tx.submission.updateMany({
      where: { paperId, state: 'waiting' },
      data: { state: 'declined', decidedAt: now },
    })
    return count > 0 ? { at: now, actor, act: 'decline', paperId, reason } : null
  }, [])
}
