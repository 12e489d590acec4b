/** Gives a quarantined item another chance, once its reader or its source has been fixed. */
import type { EditionClock } from '../../domain/edition.ts'
import type { PaperDraft } from '../../domain/paper.ts'
import { db } from '../client.ts'
import { importAnnounced } from '../editions/announcements.ts'
import { moderate } from '../members/moderation.ts'
import { idOf, importPapers } from '../papers/import-papers.ts'

/** Reads a kept payload again (sources/reread.ts). */
export type Reread = (payload: string) => Promise<{ draft: PaperDraft } | { reason: string }>

/**
 * Reads an item again; if it is a paper now, stores it and takes it out of quarantine. A feed's paper
 * is announced, a file's is listed, and the act is logged. `reason`: why it still cannot be used.
 * Null if there is no such item.
 */
export async function retryQuarantined(
  id: number,
  reread: Reread,
  options: { now: Date; clock: EditionClock; actor: string },
): Promise<{ stored: PaperDraft } | { reason: string } | null> {
  const item = await db().quarantine.findUnique({ where: { id } })
  if (!item) return null
  const reading = await reread(item.payload)
  if ('reason' in reading) {
    await db().quarantine.updateMany({ where: { id }, data: { reason: reading.reason } })
    return reading
  }
  const batch = [{ draft: reading.draft, position: 0 }]
  const isOfFeed = (await db().sourceFeed.findUnique({ where: { name: item.source } })) !== null
  await (isOfFeed ? importAnnounced(batch, options) : importPapers(batch, options))
  await moderate(async (tx) => {
    const { count } = await tx.quarantine.deleteMany({ where: { id } })
    const entry = { at: options.now, actor: options.actor, act: 'retry-item' as const }
    return count > 0 ? { ...entry, paperId: idOf(reading.draft) } : null
  }, [])
  return { stored: reading.draft }
}
