/** What arXiv said about papers that members looked up, kept for a day so that nobody asks twice. */
import type { PaperDraft } from '../../domain/paper.ts'
import { db } from '../client.ts'
import type { Prisma } from '../generated/client.ts'

const KEPT_MS = 24 * 3600 * 1000

/** The draft of a paper looked up within the last day, or null. */
export async function findLookedUp(id: string, now: Date): Promise<PaperDraft | null> {
  const row = await db().lookedUpPaper.findFirst({
    where: { id, fetchedAt: { gt: new Date(now.getTime() - KEPT_MS) } },
  })
  return row && (row.draft as PaperDraft)
}

/** Keeps a draft, and forgets those older than a day. */
export async function keepLookedUp(id: string, draft: PaperDraft, now: Date): Promise<void> {
  const data = { draft: draft as Prisma.InputJsonValue, fetchedAt: now }
  await db().lookedUpPaper.upsert({ where: { id }, create: { id, ...data }, update: data })
  await db().lookedUpPaper.deleteMany({
    where: { fetchedAt: { lt: new Date(now.getTime() - KEPT_MS) } },
  })
}
