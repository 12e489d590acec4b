/** The list of addresses that are never mailed, and how one is taken off it. */
import { parseEmailAddress } from '../../domain/email-address.ts'
import type { By } from '../../domain/moderation.ts'
import { db } from '../client.ts'
import { moderate } from '../members/moderation.ts'
import { metAddress } from '../subscriptions/mail-secrets.ts'
import type { SuppressionReason } from './suppressions.ts'

/** `masked`: the address as its owner would know it; null for one from before that was kept. */
export type Suppressed = {
  id: string
  masked: string | null
  reason: SuppressionReason
  source: string
  createdAt: Date
}

/** The newest first. */
export async function listSuppressions(limit: number): Promise<Suppressed[]> {
  const rows = await db().suppression.findMany({
    orderBy: [{ createdAt: 'desc' }, { emailHmac: 'asc' }],
    take: limit,
  })
  return rows.map(({ emailHmac: id, masked, reason, source, createdAt }) => ({
    ...{ id, masked, source, createdAt },
    reason: reason as SuppressionReason,
  }))
}

/** How many there are. */
export async function countSuppressions(): Promise<number> {
  return db().suppression.count()
}

/** Lifts the suppression of an address that somebody names; false when there is none. */
export async function liftAddress(typed: string, by: By): Promise<boolean> {
  const email = parseEmailAddress(typed)
  if (email === null) return false
  return liftSuppression(await metAddress(email), by)
}

/**
 * Lifts one by its id. The public log tells that it was done, and nothing of the address. Bounces
 * from before no longer count against it.
 */
export async function liftSuppression(id: string, { actor, now }: By): Promise<boolean> {
  return moderate(async (tx) => {
    const { count } = await tx.suppression.deleteMany({ where: { emailHmac: id } })
    if (count === 0) return null
    await tx.mailEvent.updateMany({ where: { emailHmac: id }, data: { isSettled: true } })
    return { at: now, actor, act: 'lift-suppression' }
  }, [])
}
