/** Papers removed by a curator: gone from every list and count until one is restored. */
import type { By } from '../../domain/moderation.ts'
import { db } from '../client.ts'
import { Prisma } from '../generated/client.ts'
import { moderate } from '../members/moderation.ts'

/** Their ids, for `not in`; a small index holds exactly these. */
export const REMOVED_IDS = Prisma.sql`(select id from papers where removed_at is not null)`

export type Removal = { id: string; title: string; reason: string; removedAt: Date }

/** Removes a paper; false if there is none or it is already removed. */
export function removePaper(paperId: string, reason: string, { actor, now }: By): Promise<boolean> {
  return moderate(async (tx) => {
    const count = await tx.$executeRaw`
      update papers set removed_at = ${now}, removed_reason = ${reason}
      where id = ${paperId} and removed_at is null`
    return count > 0 ? { at: now, actor, act: 'remove-paper', paperId, reason } : null
  })
}

/** Restores a paper as it was; false if it is not removed. */
export function restorePaper(paperId: string, { actor, now }: By): Promise<boolean> {
  return moderate(async (tx) => {
    const count = await tx.$executeRaw`
      update papers set removed_at = null, removed_reason = null
      where id = ${paperId} and removed_at is not null`
    return count > 0 ? { at: now, actor, act: 'restore-paper', paperId } : null
  })
}

export async function isRemoved(id: string): Promise<boolean> {
  return (await findRemoval(id)) !== null
}

/** Why and when a paper was removed; null if it isn't. */
export async function findRemoval(id: string): Promise<Removal | null> {
  const [row] = await db().$queryRaw<Removal[]>`
    select id, title, removed_reason as reason, removed_at as "removedAt"
    from papers where id = ${id} and removed_at is not null`
  return row ?? null
}

/** The ids of papers that were removed, or lost a comment to a removal, since then. */
export async function listRemovedSince(since: Date): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    select id from papers where removed_at >= ${since}
    union select paper_id from comments where removed_at >= ${since}`
  return rows.map(({ id }) => id)
}

/** The most recently removed papers. */
export async function listRemovals(limit: number): Promise<Removal[]> {
  return db().$queryRaw<Removal[]>`
    select id, title, removed_reason as reason, removed_at as "removedAt"
    from papers where removed_at is not null order by removed_at desc, id limit ${limit}`
}
