/** The delivery ledger: every mail from its queue to its end, whatever crashes and however many send. */
import { MOST_ATTEMPTS, type Outcome, withoutMailboxes } from '../../domain/delivery.ts'
import { db } from '../client.ts'

/** The wait before trying an unreachable relay again; it costs the mail no attempt. */
const UNREACHABLE_MS = 30_000

/** A mail that only one sender may send while its claim lasts. */
export type Claimed = {
  id: string
  email: string
  messageId: string
  date: Date
  /** How often it has been handed to the relay so far. */
  attempt: number
}
/** Digests and letters queue separately, so a long run of digests delays no letter. */
export type QueueName = 'digests' | 'letters'
/** How a mail ends that beginSending refused. */
export type NotSent = 'cancelled' | 'expired' | 'held'

/** Extends a sender's claims by `seconds`, counted by the database's clock (`lease_until`). */
export async function renewClaims(token: string, seconds: number): Promise<void> {
  await db().$executeRaw`
    update deliveries set lease_until = now() + ${seconds}::int * interval '1 second'
    where claim_token = ${token}::uuid and status in ('claimed', 'sending') and lease_until > now()`
}

/**
 * The last check before a mail leaves, committed before its first byte: the claim still holds, it
 * isn't too late, the subscriber still wants it, and the address may be mailed. On false the mail
 * must not be sent: end it with endClaimed, unless another sender has it by now.
 */
export async function beginSending(
  id: string,
  token: string,
  { now, claimSeconds }: { now: Date; claimSeconds: number },
): Promise<boolean> {
  const opened = await db().$executeRaw`
    update deliveries d set status = 'sending', attempt = attempt + 1,
      lease_until = now() + ${claimSeconds}::int * interval '1 second'
    where id = ${id}::uuid and status = 'claimed' and claim_token = ${token}::uuid and lease_until > now()
      and expires_at > ${now}::timestamptz
      and (kind <> 'digest' or exists (select 1 from subscriptions s where s.id = d.subscription_id
        and s.status = 'confirmed'
        and not exists (select 1 from suppressions x where x.email_hmac = s.email_hmac)))`
  return opened === 1
}

/**
 * Ends a mail that beginSending refused, and returns how: if it is too late it expires, or is held
 * if it may have arrived; otherwise it is cancelled. Null if it is no longer this sender's.
 */
export async function endClaimed(id: string, token: string, now: Date): Promise<NotSent | null> {
  const [row] = await db().$queryRaw<{ status: NotSent }[]>`
    update deliveries set lease_until = null, status = case
      when expires_at > ${now}::timestamptz then 'cancelled'
      when doubt > 0 then 'held' else 'expired' end
    where id = ${id}::uuid and status = 'claimed' and claim_token = ${token}::uuid and lease_until > now()
    returning status`
  return row?.status ?? null
}

/**
 * Records what became of a mail, even after the claim ran out, as long as nobody else has claimed
 * it. `delay` (ms) is the wait before another try. Returns the new status; null if the mail is
 * somebody else's.
 */
export async function settleDelivery(
  { id, token }: { id: string; token: string },
  outcome: Outcome,
  { now, delay }: { now: Date; delay: number },
): Promise<string | null> {
  const { status, isCharged, doubt } = endOf(outcome)
  const words = withoutMailboxes(outcome.kind === 'sent' ? outcome.response : outcome.reason)
  const isOffered = outcome.kind !== 'unreachable' || outcome.strain === 'relay'
  const waitMs = isCharged ? delay : UNREACHABLE_MS
  const later = new Date(now.getTime() + waitMs)
  const [settled] = await db().$queryRaw<{ status: string }[]>`
    update deliveries set response = ${words.slice(0, 500)}, lease_until = null,
      doubt = doubt + ${doubt}, attempt = attempt - ${isCharged ? 0 : 1},
      sent_at = case when ${status} = 'sent' then ${now}::timestamptz end,
      next_attempt_at = case when ${isOffered} then ${later}::timestamptz else next_attempt_at end,
      status = case
        when ${status} = 'in_doubt' and doubt >= 1 then 'held'
        when ${status} = 'queued' and ${isCharged} and attempt >= ${MOST_ATTEMPTS} then 'failed'
        when ${status} = 'queued' and doubt >= 1 then 'in_doubt'
        else ${status} end
    where id = ${id}::uuid and claim_token = ${token}::uuid and status in ('sending', 'in_doubt', 'held')
    returning status`
  return settled?.status ?? null
}

/** Gives back what a sender claimed but did not begin to send. */
export async function unclaim(token: string): Promise<void> {
  await db().$executeRaw`
    update deliveries set claim_token = null, lease_until = null,
      status = case when doubt > 0 then 'in_doubt' else 'queued' end
    where claim_token = ${token}::uuid and status = 'claimed'`
}

/**
 * Requeues mails whose refusal was the relay's fault, not theirs, and takes back the attempt. They
 * go behind everything else that is due.
 */
export async function takeBackRefusals(ids: string[], now: Date): Promise<void> {
  await db().$executeRaw`
    update deliveries set status = case when doubt > 0 then 'in_doubt' else 'queued' end,
      attempt = greatest(attempt - 1, 0), next_attempt_at = greatest(due_at, ${now}::timestamptz)
    where id = any(${ids}::uuid[]) and status in ('queued', 'in_doubt', 'failed', 'bounced') and not gave_back`
}

/** Makes the mails to a domain wait until `until`; those that wait longer anyway are left alone. */
export async function postponeDomain(domain: string, until: Date): Promise<void> {
  await db().$executeRaw`
    update deliveries d set next_attempt_at = ${until}::timestamptz
    where d.status in ('queued', 'in_doubt') and d.next_attempt_at < ${until}::timestamptz
      and (exists (select 1 from subscriptions s
          where s.id = d.subscription_id and split_part(s.email, '@', 2) = ${domain})
        or exists (select 1 from letters l
          where l.delivery_id = d.id and split_part(l.email, '@', 2) = ${domain}))`
}

/** What an outcome means for the ledger. No attempt is charged when nothing was sent. */
function endOf({ kind }: Outcome): { status: string; isCharged: boolean; doubt: number } {
  const charged = { isCharged: true, doubt: 0 }
  switch (kind) {
    case 'sent':
      return { status: 'sent', ...charged }
    case 'bounced':
      return { status: 'bounced', ...charged }
    case 'refused':
      return { status: 'failed', ...charged }
    case 'retry':
      return { status: 'queued', ...charged }
    case 'unreachable':
      return { status: 'queued', isCharged: false, doubt: 0 }
    case 'doubt':
      return { status: 'in_doubt', isCharged: true, doubt: 1 }
  }
}
