/** Addresses that are never mailed again, and the events that led to it. */
import { db, type Tx } from './client.ts'
import { emailHmac } from './mail-secrets.ts'

export type SuppressionReason = 'hard_bounce' | 'complaint'
/** What a provider tells of a mail. At least one of `email` and `deliveryId` says whose it was. */
export type MailEvent = {
  provider: string
  /** The provider's own name for it; the same event again changes nothing. */
  eventId: string
  kind: SuppressionReason | 'soft_bounce'
  email: string | null
  deliveryId: string | null
  reason: string
}

/**
 * Notes an event and does what follows from it: hard bounces and complaints suppress the address.
 * Returns whether it was new.
 */
export async function recordMailEvent(event: MailEvent, now: Date): Promise<boolean> {
  const { provider, eventId, kind } = event
  return db().$transaction(async (tx) => {
    const delivery = event.deliveryId
      ? await tx.delivery.findUnique({
          where: { id: event.deliveryId },
          include: { subscription: { select: { emailHmac: true } } },
        })
      : null
    const hmac = event.email ? emailHmac(event.email) : (delivery?.subscription?.emailHmac ?? null)
    const { count } = await tx.mailEvent.createMany({
      data: {
        ...{ provider, eventId, kind, emailHmac: hmac, reason: event.reason },
        ...{ deliveryId: delivery?.id ?? null, receivedAt: now },
      },
      skipDuplicates: true,
    })
    if (count === 0) return false
    if (kind === 'soft_bounce') return true
    if (hmac) await suppress(tx, hmac, kind, provider, now)
    if (delivery && kind === 'hard_bounce') await markBounced(tx, delivery.id, event.reason)
    return true
  })
}

/** Suppresses the address of a delivery whose relay said that it does not exist. */
export async function suppressBounced(deliveryId: string, now: Date): Promise<void> {
  await db().$executeRaw`
    insert into suppressions (email_hmac, reason, source, created_at)
    select s.email_hmac, 'hard_bounce', ${`delivery ${deliveryId}`}, ${now}::timestamptz
    from deliveries d join subscriptions s on s.id = d.subscription_id where d.id = ${deliveryId}::uuid
    on conflict (email_hmac) do nothing`
}

/** Takes back what was suppressed for deliveries that turned out to be the relay's fault. */
export async function unsuppressDeliveries(deliveryIds: string[]): Promise<void> {
  const sources = deliveryIds.map((id) => `delivery ${id}`)
  await db().suppression.deleteMany({ where: { source: { in: sources } } })
}

/** Why an address is never mailed, or null. */
export async function findSuppression(email: string): Promise<SuppressionReason | null> {
  const row = await db().suppression.findUnique({ where: { emailHmac: emailHmac(email) } })
  return row && (row.reason === 'complaint' ? 'complaint' : 'hard_bounce')
}

async function suppress(
  tx: Tx,
  hmac: string,
  reason: SuppressionReason,
  source: string,
  now: Date,
): Promise<void> {
  await tx.suppression.createMany({
    data: { emailHmac: hmac, reason, source, createdAt: now },
    skipDuplicates: true,
  })
}

/** A mail that the relay took and that came back after all. */
async function markBounced(tx: Tx, id: string, response: string): Promise<void> {
  await tx.delivery.updateMany({
    where: { id, status: 'sent' },
    data: { status: 'bounced', response },
  })
}
