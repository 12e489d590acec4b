/** The delivery ledger: every mail from queued to its end, through crashes and many senders. */
import { MOST_ATTEMPTS, type Outcome, withoutMailboxes } from '../../domain/delivery.ts'
import { db } from '../client.ts'

/** Until the relay is asked again that could not be reached; the mail is not charged for it. */
const UNREACHABLE_MS = 30_000

/** A mail that one sender alone may send while its lease holds. */
export type Claimed = {
  id: string
  email: string
  messageId: string
  date: Date
  /** How often it was handed to the relay before. */
  attempt: number
}
/** Digests and letters wait apart: a long run of the first delays none of the second. */
export type QueueName = 'digests' | 'letters'
/** How a mail ends that does not pass the gate. */
export type NotSent = 'cancelled' | 'expired' | 'held'

/** How long a claim holds, in seconds; by the database's clock alone. */
export type Lease = { seconds: number }

/** Keeps a sender's claims and mails under way its own for as long as it lives. */
export async function renewLeases(token: string, lease: Lease): Promise<void> {
  await db().$executeRaw`
    update deliveries set lease_until = now() + ${lease.seconds}::int * interval '1 second'
    where claim_token = ${token}::uuid and status in ('claimed', 'sending') and lease_until > now()`
}

/**
 * The last look before a mail leaves, committed before the first byte: the claim still holds, it is
 * not too late, a subscriber still wants it, the address may be mailed. If not, the mail has to be
 * ended or is somebody else's by now, and must not be sent.
 */
export async function openGate(
  id: string,
  token: string,
  { now, lease }: { now: Date; lease: Lease },
): Promise<boolean> {
  const opened = await db().$executeRaw`
    update deliveries d set status = 'sending', attempt = attempt + 1,
      lease_until = now() + ${lease.seconds}::int * interval '1 second'
    where id = ${id}::uuid and status = 'claimed' and claim_token = ${token}::uuid and lease_until > now()
      and expires_at > ${now}::timestamptz
      and (kind <> 'digest' or exists (select 1 from subscriptions s where s.id = d.subscription_id
        and s.status = 'confirmed'
        and not exists (select 1 from suppressions x where x.email_hmac = s.email_hmac)))`
  return opened === 1
}

/**
 * Ends a mail that did not pass the gate while it is this sender's, and returns how: one that is
 * too late expires, or is held where it may have arrived; others are cancelled. Null when it is not.
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
 * Writes down what became of a mail, if it is still this sender's: also late, as long as nobody
 * has taken it up again. `delay` in ms is how long it waits when it is to be tried again. Returns its
 * state.
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

/** Gives back what a sender has claimed and not begun. */
export async function unclaim(token: string): Promise<void> {
  await db().$executeRaw`
    update deliveries set claim_token = null, lease_until = null,
      status = case when doubt > 0 then 'in_doubt' else 'queued' end
    where claim_token = ${token}::uuid and status = 'claimed'`
}

/**
 * Queues mails anew that were refused for the relay's sake; the attempt is not theirs. They come
 * after all others that are due.
 */
export async function takeBackRefusals(ids: string[], now: Date): Promise<void> {
  await db().$executeRaw`
    update deliveries set status = case when doubt > 0 then 'in_doubt' else 'queued' end,
      attempt = greatest(attempt - 1, 0), next_attempt_at = greatest(due_at, ${now}::timestamptz)
    where id = any(${ids}::uuid[]) and status in ('queued', 'in_doubt', 'failed', 'bounced') and not gave_back`
}

/** Lets the mails to a domain wait until `until`, all but those that wait for longer. */
export async function postponeDomain(domain: string, until: Date): Promise<void> {
  await db().$executeRaw`
    update deliveries d set next_attempt_at = ${until}::timestamptz
    where d.status in ('queued', 'in_doubt') and d.next_attempt_at < ${until}::timestamptz
      and (exists (select 1 from subscriptions s
          where s.id = d.subscription_id and split_part(s.email, '@', 2) = ${domain})
        or exists (select 1 from letters l
          where l.delivery_id = d.id and split_part(l.email, '@', 2) = ${domain}))`
}

/** What a kind of outcome makes of a mail. Nothing is charged when nothing was sent. */
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
