/** Bounces that may pass: when they have lasted too long, and what ends their row. */
import type { Tx } from '../client.ts'

/** Soft bounces suppress when they come on so many days, over so many at least and within so many. */
export const SOFT_BOUNCES = { days: 5, over: 7, within: 30 } as const
/** So long after it was sent, a mail that has not come back has arrived. */
const ARRIVED_DAYS = 5

/** Whether the address has bounced softly for long, and nothing has arrived there meanwhile. */
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

/** A mail has arrived: what bounced before counts no more. */
export async function settleBounces(tx: Tx, emailHmac: string): Promise<void> {
  const where = { emailHmac, kind: 'soft_bounce', isSettled: false }
  await tx.mailEvent.updateMany({ where, data: { isSettled: true } })
}
