/** What providers and mail servers tell of our mails, and what follows from it. */
import { db, type Tx } from './client.ts'
import { mailKeys } from './kept-secrets.ts'
import { metAddress } from './mail-secrets.ts'
import { suppress } from './suppressions.ts'

export type MailEventKind =
  | 'hard_bounce'
  | 'soft_bounce'
  | 'complaint'
  | 'unsubscribe'
  | 'delivered'

/** What is told of a mail. `email`, `deliveryId` or `messageId` says whose it was. */
export type MailEvent = {
  provider: string
  /** The provider's own name for it; the same event again changes nothing. */
  eventId: string
  kind: MailEventKind
  email: string | null
  deliveryId: string | null
  /** Of our mail, without its angle brackets. */
  messageId?: string | null
  reason: string
}

/** Soft bounces suppress when they come on so many days, over so many at least and within so many. */
export const SOFT_BOUNCES = { days: 5, over: 7, within: 30 } as const
/** So long after it was sent, a mail that has not come back has arrived. */
const ARRIVED_DAYS = 5
const LONGEST_REASON = 500

type Whose = { deliveryId: string | null; email: string | null }

/**
 * Notes an event and does what follows from it. Hard bounces and complaints suppress the address at
 * once, soft bounces when they last; a complaint ends the subscription too. Returns whether it was
 * new; an event about nobody whom we know is not kept.
 */
export async function recordMailEvent(event: MailEvent, now: Date): Promise<boolean> {
  const { provider, eventId, kind } = event
  const reason = event.reason.replaceAll('\0', '').slice(0, LONGEST_REASON)
  // Made before, since a transaction must not wait for another one.
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
  } else if (await isLastingly(tx, await metAddress(email, tx), now)) {
    await suppress(tx, email, { reason: 'soft_bounces', source, now })
  }
}

/** The address of our own row wins over what the event says, since mail may have been forwarded. */
async function findWhose(tx: Tx, { deliveryId, messageId, email }: MailEvent): Promise<Whose> {
  const select = { id: true, subscription: { select: { email: true } } }
  const found =
    (deliveryId && (await tx.delivery.findUnique({ where: { id: deliveryId }, select }))) ||
    (messageId && (await tx.delivery.findUnique({ where: { messageId }, select }))) ||
    null
  return { deliveryId: found?.id ?? null, email: found?.subscription?.email ?? email }
}

/** Whether the address has bounced softly for long, and nothing has arrived there meanwhile. */
async function isLastingly(tx: Tx, hmac: string, now: Date): Promise<boolean> {
  const { days, over, within } = SOFT_BOUNCES
  const [row] = await tx.$queryRaw<{ lasts: boolean }[]>`
    select count(distinct date_trunc('day', received_at, 'UTC')) >= ${days}::int
      and max(received_at) - min(received_at) >= ${over}::int * interval '1 day' as lasts
    from mail_events
    where email_hmac = ${hmac} and kind = 'soft_bounce' and not is_settled
      and received_at > ${now}::timestamptz - ${within}::int * interval '1 day'
      and received_at > coalesce((
        select max(d.sent_at) from deliveries d join subscriptions s on s.id = d.subscription_id
        where s.email_hmac = ${hmac} and d.status = 'sent'
          and d.sent_at < ${now}::timestamptz - ${ARRIVED_DAYS}::int * interval '1 day'
          and not exists (select 1 from mail_events e where e.delivery_id = d.id)
      ), '-infinity')`
  return row?.lasts ?? false
}

async function settleBounces(tx: Tx, emailHmac: string): Promise<void> {
  const where = { emailHmac, kind: 'soft_bounce', isSettled: false }
  await tx.mailEvent.updateMany({ where, data: { isSettled: true } })
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

/** A mail that the relay took and that came back after all. */
async function markBounced(tx: Tx, id: string, response: string): Promise<void> {
  await tx.delivery.updateMany({
    where: { id, status: 'sent' },
    data: { status: 'bounced', response },
  })
}
