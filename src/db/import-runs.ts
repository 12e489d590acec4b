/** What each import did, and the items it could not use. */
import { createHash } from 'node:crypto'
import { db } from './client.ts'
import type { ImportCounts } from './import-papers.ts'

export type QuarantinedItem = { reference: string; reason: string; payload: string }

/** Notes the beginning of a run and returns its number. */
export async function startRun(source: string, now: Date): Promise<number> {
  const run = await db().importRun.create({ data: { source, startedAt: now } })
  return run.id
}

/** Notes how a run ended; `error` when it failed. */
export async function endRun(
  id: number,
  result: ImportCounts & { quarantined: number; endedAt: Date; error?: string },
): Promise<void> {
  await db().importRun.update({ where: { id }, data: result })
}

/** The newest run that ended without an error. */
export async function findLastGoodRun() {
  return db().importRun.findFirst({
    where: { endedAt: { not: null }, error: null },
    orderBy: { endedAt: 'desc' },
  })
}

/** Keeps unusable items for a curator; the same item again is the same row. */
export async function quarantine(source: string, items: QuarantinedItem[]): Promise<void> {
  const data = items.map((item) => ({
    source,
    ...item,
    digest: createHash('sha256')
      .update(JSON.stringify([source, item.reference, item.payload]))
      .digest('hex'),
  }))
  await db().quarantine.createMany({ data, skipDuplicates: true })
}
