/** Items from sources that could not be used, kept with the reason until somebody has looked at them. */
import { db } from '../client.ts'
import { hashOf } from '../hash.ts'

export type QuarantinedItem = { reference: string; reason: string; payload: string }
/** `source`: the feed, or the kind of file, that it came from. */
export type KeptItem = QuarantinedItem & { id: number; source: string; createdAt: Date }

/** Keeps unusable items for a curator; the same item again is the same row. */
export async function quarantine(source: string, items: QuarantinedItem[]): Promise<void> {
  const data = items.map((item) => ({
    source,
    ...item,
    hash: hashOf(JSON.stringify([source, item.reference, item.payload])),
  }))
  await db().quarantine.createMany({ data, skipDuplicates: true })
}

/** Newest first, continuing after the item with the id `before`. */
export async function listQuarantine(limit = 50, before?: number): Promise<KeptItem[]> {
  return db().quarantine.findMany({
    where: before === undefined ? {} : { id: { lt: before } },
    orderBy: { id: 'desc' },
    take: limit,
    omit: { hash: true },
  })
}

export async function countQuarantine(): Promise<number> {
  return db().quarantine.count()
}
