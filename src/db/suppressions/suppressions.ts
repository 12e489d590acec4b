/** Addresses that are not mailed until an admin lifts their suppression, and the events that lead there. */
import { maskedAddress } from '../../domain/email-address.ts'
import { db, type Tx } from '../client.ts'
import { mailKeys } from '../kept-secrets.ts'
import { metAddress } from '../subscriptions/mail-secrets.ts'
import { bouncesLastingly, settleBounces } from './soft-bounces.ts'

export type SuppressionReason = 'hard_bounce' | 'soft_bounces' | 'complaint'
export type MailEventKind =
  | 'hard_bounce'
  | 'soft_bounce'
  | 'complaint'
  | 'unsubscribe'
  | 'delivered'

/** What became of a mail. `email`, `deliveryId` or `messageId` says whose it was. */
export type MailEvent = {
  provider: string
  /** The provider's id for it; the same event again changes nothing. */
  eventId: string
  kind: MailEventKind
  email: string | null
  deliveryId: string | null
  /** Our mail's Message-ID, without angle brackets. */
  messageId?: string | null
  reason: string
}

const LONGEST_REASON = 500

type Whose = { deliveryId: string | null; email: string | null }

/**
 * Records an event and acts on it. Hard bounces and complaints suppress the address at once, soft
 * bounces once they persist; a complaint ends the subscription too. Returns whether the event was
 * new; one about nobody we know is not kept.
 */
export async function recordMailEvent(event: MailEvent, now: Date): Promise<boolean> {
  const { provider, eventId, kind } = event
  const reason = event.reason.replaceAll('\0', '').slice(0, LONGEST_REASON)
  // Made beforehand: inside this transaction it would have to wait for another one.
  await mailKeys()
  return db().$transaction(async (tx) => {
    const whose = await findWhose(tx, event)
    if (!whose.email) return false
    const emailHmac = await metAddress(whose.email, tx)
    if (kind === 'delivered') {
      await settleBounces(tx, emailHmac)
      return true
    }
    const { count } = await tx.mailEvent.createMany({
      data: {
        provider,
        eventId,
        kind,
        emailHmac,
        reason,
        deliveryId: whose.deliveryId,
        receivedAt: now,
      },
      skipDuplicates: true,
    })
    if (count === 0) return false
    await follow(tx, { ...event, reason }, { ...whose, email: whose.email }, now)
    return true
  })
}

async function follow(
  tx: Tx,
  { provider: source, kind, reason }: MailEvent,
  { email, deliveryId }: Whose & { email: string },
  now: Date,
): Promise<void> {
  if (kind === 'unsubscribe') return endSubscription(tx, email, 'mail', now)
  if (kind === 'complaint') {
    await suppress(tx, email, { reason: 'complaint', source, now })
    return endSubscription(tx, email, 'complaint', now)
  }
  if (kind === 'hard_bounce') {
    await suppress(tx, email, { reason: 'hard_bounce', source, now })
    if (deliveryId) await markBounced(tx, deliveryId, reason)
  } else if (await bouncesLastingly(tx, await metAddress(email, tx), now)) {
    await suppress(tx, email, { reason: 'soft_bounces', source, now })
  }
}

/** The address in our own row wins over the event's, since mail may have been forwarded. */
async function findWhose(tx: Tx, { deliveryId, messageId, email }: MailEvent): Promise<Whose> {
  const select = { id: true, subscription: { select: { email: true } } }
  const found =
    (deliveryId && (await tx.delivery.findUnique({ where: { id: deliveryId }, select }))) ||
    (messageId && (await tx.delivery.findUnique({ where: { messageId }, select }))) ||
    null
  return { deliveryId: found?.id ?? null, email: found?.subscription?.email ?? email }
}

/** Suppresses an address. One already suppressed keeps its reason, except that a complaint outweighs a bounce. */
async function suppress(
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

/** Suppresses a delivery's address, which the relay said does not exist. */
export async function suppressBounced(deliveryId: string, now: Date): Promise<void> {
  const found = await db().delivery.findUnique({
    where: { id: deliveryId },
    select: { subscription: { select: { email: true } } },
  })
  if (!found?.subscription) return
  const why = { reason: 'hard_bounce', source: `delivery ${deliveryId}`, now } as const
  await suppress(db(), found.subscription.email, why)
}

/** Why an address is suppressed, or null. */
export async function findSuppression(email: string): Promise<SuppressionReason | null> {
  const hmac = await metAddress(email)
  const row = await db().suppression.findUnique({ where: { emailHmac: hmac } })
  return row && (row.reason as SuppressionReason)
}

async function endSubscription(
  tx: Tx,
  email: string,
  leftBy: 'mail' | 'complaint',
  now: Date,
): Promise<void> {
  const end = { status: 'unsubscribed', unsubscribedAt: now, leftBy }
  await tx.subscription.updateMany({
    where: { email, status: { not: 'unsubscribed' } },
    data: { ...end, confirmHash: null, confirmUntil: null },
  })
}

/** Marks a mail that the relay took and that came back after all. */
async function markBounced(tx: Tx, id: string, response: string): Promise<void> {
  await tx.delivery.updateMany({
    where: { id, status: 'sent' },
    data: { status: 'bounced', response },
  })
}
