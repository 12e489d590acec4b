/** What the mere passing of time does to the ledger, and its counts. */
import { db } from '../client.ts'
import type { QueueName } from './deliveries.ts'

export type Swept = { inDoubt: number; held: number; expired: number }

/**
 * Frees what dead senders left behind: claimed mails are queued again; mails under way are in doubt,
 * or held if they were in doubt before. Then ends mails too old to send: they expire, or are held if
 * they may have arrived. Returns how many came into doubt, were held and expired.
 */
export async function sweepDeliveries(queue: QueueName, now: Date): Promise<Swept> {
  const isDigest = queue === 'digests'
  const swept = await db().$queryRaw<{ status: string }[]>`
    update deliveries set lease_until = null,
      claim_token = case when status = 'claimed' then null else claim_token end,
      doubt = case when status = 'sending' then doubt + 1 else doubt end,
      status = case when status = 'sending' and doubt >= 1 then 'held'
        when status = 'sending' or doubt >= 1 then 'in_doubt' else 'queued' end
    where status in ('claimed', 'sending') and lease_until < now() and (kind = 'digest') = ${isDigest}
    returning status`
  const ended = await db().$queryRaw<{ id: string; status: string }[]>`
    update deliveries set status = case when doubt > 0 then 'held' else 'expired' end
    where status in ('queued', 'in_doubt') and expires_at <= ${now}::timestamptz
      and (kind = 'digest') = ${isDigest}
    returning id, status`
  const count = (rows: { status: string }[], status: string) =>
    rows.filter((row) => row.status === status).length
  return {
    inDoubt: count(swept, 'in_doubt'),
    held: count(swept, 'held') + count(ended, 'held'),
    expired: count(ended, 'expired'),
  }
}

/** How many mails in a queue are still waiting or under way. */
export async function countRemaining(queue: QueueName): Promise<number> {
  const isDigest = queue === 'digests'
  const [row] = await db().$queryRaw<{ count: number }[]>`
    select (select count(*) from deliveries where status in ('queued', 'in_doubt')
        and (kind = 'digest') = ${isDigest})::int
      + (select count(*) from deliveries where status in ('claimed', 'sending')
        and (kind = 'digest') = ${isDigest})::int as count`
  return row?.count ?? 0
}
