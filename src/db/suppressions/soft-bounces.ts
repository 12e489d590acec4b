/** Bounces that may pass: when they have lasted too long, and what ends a series of them. */
import type { Tx } from '../client.ts'

/** An address is suppressed that bounces softly on `days` different days, spread over at least `over`, all within the last `within`. */
export const SOFT_BOUNCES = { days: 5, over: 7, within: 30 } as const
/** A mail that hasn't come back this long after it was sent has arrived. */
const ARRIVED_DAYS = 5

/** Whether an address has been bouncing for that long, with nothing arriving in between. */
export async function bouncesLastingly(tx: Tx, hmac: string, now: Date): Promise<boolean> {
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

/** Called when a mail has arrived: earlier bounces no longer count. */
export async function settleBounces(tx: Tx, emailHmac: string): Promise<void> {
  const where = { emailHmac, kind: 'soft_bounce', isSettled: false }
  await tx.mailEvent.updateMany({ where, data: { isSettled: true } })
}
