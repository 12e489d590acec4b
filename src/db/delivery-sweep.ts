/** What time alone does to the ledger, and its counts. */
import { db } from './client.ts'

export type LedgerCounts = {
  sent: number
  remaining: number
  inDoubt: number
  held: number
  failed: number
  bounced: number
  cancelled: number
  expired: number
}

/**
 * Frees what dead senders left behind: claimed mails are queued again, mails that were under way
 * are in doubt, for the second time they are held. Then ends what is too old to be sent: expired,
 * or held where it may have arrived. Returns how many came into doubt, were held and expired.
 */
export async function sweepDeliveries(
  now: Date,
): Promise<{ inDoubt: number; held: number; expired: number }> {
  const swept = await db().$queryRaw<{ status: string }[]>`
    update deliveries set lease_until = null,
      claim_token = case when status = 'claimed' then null else claim_token end,
      doubt = case when status = 'sending' then doubt + 1 else doubt end,
      status = case when status = 'sending' and doubt >= 1 then 'held'
        when status = 'sending' or doubt >= 1 then 'in_doubt' else 'queued' end
    where status in ('claimed', 'sending') and lease_until < now() returning status`
  const ended = await db().$queryRaw<{ id: string; status: string }[]>`
    update deliveries set status = case when doubt > 0 then 'held' else 'expired' end
    where status in ('queued', 'in_doubt') and expires_at <= ${now}::timestamptz
    returning id, status`
  const count = (rows: { status: string }[], status: string) =>
    rows.filter((row) => row.status === status).length
  return {
    inDoubt: count(swept, 'in_doubt'),
    held: count(swept, 'held') + count(ended, 'held'),
    expired: count(ended, 'expired'),
  }
}

/** How many mails still wait or are under way. */
export async function countRemaining(): Promise<number> {
  const [row] = await db().$queryRaw<{ count: number }[]>`
    select (select count(*) from deliveries where status in ('queued', 'in_doubt'))::int
      + (select count(*) from deliveries where status in ('claimed', 'sending'))::int as count`
  return row?.count ?? 0
}
