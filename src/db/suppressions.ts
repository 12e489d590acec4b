/** Addresses that are never mailed, until an operator lifts that. */
import { maskedAddress, parseEmailAddress } from '../domain/email-address.ts'
import type { By } from '../domain/moderation.ts'
import { db, type Tx } from './client.ts'
import { metAddress } from './mail-secrets.ts'
import { moderate } from './moderation.ts'

export type SuppressionReason = 'hard_bounce' | 'soft_bounces' | 'complaint'
/** `masked`: the address as its owner would know it; null for one from before that was kept. */
export type Suppressed = {
  id: string
  masked: string | null
  reason: SuppressionReason
  source: string
  createdAt: Date
}

/** Suppresses an address; one that is keeps its first reason, but a complaint outweighs a bounce. */
export async function suppress(
  tx: Tx,
  email: string,
  { reason, source, now }: { reason: SuppressionReason; source: string; now: Date },
): Promise<void> {
  const hmac = await metAddress(email, tx)
  await tx.$executeRaw`
    insert into suppressions as x (email_hmac, reason, source, masked, created_at)
    values (${hmac}, ${reason}, ${source}, ${maskedAddress(email)}, ${now}::timestamptz)
    on conflict (email_hmac) do update set reason = excluded.reason, source = excluded.source,
      created_at = excluded.created_at
      where x.reason <> 'complaint' and excluded.reason = 'complaint'`
}

/** Suppresses the address of a delivery whose relay said that it does not exist. */
export async function suppressBounced(deliveryId: string, now: Date): Promise<void> {
  const found = await db().delivery.findUnique({
    where: { id: deliveryId },
    select: { subscription: { select: { email: true } } },
  })
  if (!found?.subscription) return
  const why = { reason: 'hard_bounce', source: `delivery ${deliveryId}`, now } as const
  await suppress(db(), found.subscription.email, why)
}

/** Takes back what was suppressed for deliveries that turned out to be the relay's fault. */
export async function unsuppressDeliveries(deliveryIds: string[]): Promise<void> {
  const sources = deliveryIds.map((id) => `delivery ${id}`)
  await db().suppression.deleteMany({ where: { source: { in: sources } } })
}

/** Why an address is never mailed, or null. */
export async function findSuppression(email: string): Promise<SuppressionReason | null> {
  const hmac = await metAddress(email)
  const row = await db().suppression.findUnique({ where: { emailHmac: hmac } })
  return row && (row.reason as SuppressionReason)
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
