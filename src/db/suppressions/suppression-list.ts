/** The list of addresses that are never mailed, and how to take one off it. */
import { parseEmailAddress } from '../../domain/email-address.ts'
import type { By } from '../../domain/moderation.ts'
import { db } from '../client.ts'
import { moderate } from '../members/moderation.ts'
import { metAddress } from '../subscriptions/mail-secrets.ts'
import type { SuppressionReason } from './suppressions.ts'

/** `masked`: the address so that only its owner recognises it; null for old entries without one. */
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

export async function countSuppressions(): Promise<number> {
  return db().suppression.count()
}

/** Lifts the suppression of a given address; false if there is none. */
export async function liftAddress(typed: string, by: By): Promise<boolean> {
  const email = parseEmailAddress(typed)
  if (email === null) return false
  return liftSuppression(await metAddress(email), by)
}

/**
 * Lifts a suppression by its id. The public log says that it was done, but nothing about the address.
 * Earlier bounces no longer count.
 */
export async function liftSuppression(id: string, { actor, now }: By): Promise<boolean> {
  return moderate(async (tx) => {
    const { count } = await tx.suppression.deleteMany({ where: { emailHmac: id } })
    if (count === 0) return null
    await tx.mailEvent.updateMany({ where: { emailHmac: id }, data: { isSettled: true } })
    return { at: now, actor, act: 'lift-suppression' }
  }, [])
}
