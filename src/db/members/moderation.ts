/** The public log of curators' acts: an act and its entry are written together, or not at all. */
import type { Act, ModerationEntry } from '../../domain/moderation.ts'
import { ALL_PAGES, MODERATION_TAG, type PageTag } from '../../wire/page-tags.ts'
import { announce, announceRemoval } from '../changes.ts'
import { db, type Tx } from '../client.ts'
import { retryDeadlocks } from '../retry.ts'

/** An entry with its id, today's handles (null: the account is gone), and the title of a paper still here. */
export type LoggedAct = Required<ModerationEntry> & {
  id: number
  actorHandle: string | null
  memberHandle: string | null
  paperTitle: string | null
}

const TIMEOUT_MS = 60_000
/** What these acts took away must not be seen again, even on a stale page. */
const REMOVALS: Act[] = ['remove-paper', 'remove-comment']

/**
 * Does an act in one transaction with its log entry. `work` returns the entry, or null if there was
 * nothing to do. Returns whether the act was done; if so, the pages with `tags` are rendered again.
 */
export async function moderate(
  work: (tx: Tx) => Promise<ModerationEntry | null>,
  tags: PageTag[] = [ALL_PAGES],
): Promise<boolean> {
  const entry = await retryDeadlocks(() =>
    db().$transaction(
      async (tx) => {
        const done = await work(tx)
        if (done) await logAct(tx, done)
        return done
      },
      { timeout: TIMEOUT_MS, maxWait: TIMEOUT_MS },
    ),
  )
  if (!entry) return false
  announce([MODERATION_TAG, ...tags])
  if (REMOVALS.includes(entry.act) && entry.paperId) announceRemoval(entry.paperId)
  return true
}

/** Writes an entry, in the act's transaction. */
export async function logAct(tx: Tx, entry: ModerationEntry): Promise<void> {
  await tx.moderationEntry.create({ data: entry })
}

/** Entries older than the entry `after` (null: from the newest), newest first. */
export async function listActs(after: number | null, limit: number): Promise<LoggedAct[]> {
  const rows = await db().$queryRaw<(Omit<LoggedAct, 'act'> & { act: string })[]>`
    select m.id, m.at, m.actor_id as actor, act, m.paper_id as "paperId",
      comment_id as "commentId", m.member_id as member, detail, reason, p.title as "paperTitle",
      actors.handle as "actorHandle", members.handle as "memberHandle"
    from moderation_log m left join papers p on p.id = m.paper_id and p.removed_at is null
      left join members actors on actors.id = m.actor_id
      left join members on members.id = m.member_id
    where ${after}::int is null
      or (m.at, m.id) < (select at, id from moderation_log where id = ${after}::int)
    order by m.at desc, m.id desc limit ${limit}`
  return rows.map((row) => ({ ...row, act: row.act as Act }))
}
