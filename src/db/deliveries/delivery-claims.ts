/** Claims mails for one sender, who alone may send them until the claim runs out. */
import type { LetterKind } from '../../domain/letter.ts'
import { db } from '../client.ts'
import { Prisma } from '../generated/client.ts'
import type { Claimed } from './deliveries.ts'

export type ClaimedDigest = Claimed & { digestId: number }
export type ClaimedLetter = Claimed & {
  kind: LetterKind
  /** Its content, encrypted (sealed.ts). */
  sealed: Uint8Array | null
  /** Set on reply notices, which are composed when they leave. */
  commentId: number | null
}
export type ClaimAsk = {
  limit: number
  now: Date
  /** How long the claim lasts, by the database's clock. */
  claimSeconds: number
  /** Domains to leave alone for now. */
  except: string[]
}

/**
 * Claims up to `limit` digests for the sender `token` (a UUID). Mails in doubt come last: if one of
 * them kills its sender every time, the others have left by then.
 */
export async function claimDigests(token: string, ask: ClaimAsk): Promise<ClaimedDigest[]> {
  const { limit, now, claimSeconds, except } = ask
  return db().$queryRaw<ClaimedDigest[]>`
    with claimed as (
      update deliveries set status = 'claimed', claim_token = ${token}::uuid,
        lease_until = now() + ${claimSeconds}::int * interval '1 second'
      where id in (
        select d.id from deliveries d join digests g on g.id = d.digest_id and g.status = 'open'
        where d.status in ('queued', 'in_doubt') and d.subscription_id is not null
          and d.next_attempt_at <= ${now}::timestamptz
          and d.expires_at > ${now}::timestamptz and ${isElsewhere(except)}
        order by d.doubt, d.next_attempt_at, d.digest_id, d.id limit ${limit} for update of d skip locked)
      returning *
    )
    select c.id, c.digest_id as "digestId", s.email, c.message_id as "messageId",
      c.date_header as date, c.attempt
    from claimed c join subscriptions s on s.id = c.subscription_id
    order by c.doubt, c.next_attempt_at, c.digest_id, c.id`
}

/** Claims up to `limit` letters in the same way. */
export async function claimLetters(token: string, ask: ClaimAsk): Promise<ClaimedLetter[]> {
  const { limit, now, claimSeconds, except } = ask
  return db().$queryRaw<ClaimedLetter[]>`
    with claimed as (
      update deliveries set status = 'claimed', claim_token = ${token}::uuid,
        lease_until = now() + ${claimSeconds}::int * interval '1 second'
      where id in (
        select d.id from deliveries d join letters l on l.delivery_id = d.id
        where d.kind <> 'digest' and d.status in ('queued', 'in_doubt')
          and d.next_attempt_at <= ${now}::timestamptz and d.expires_at > ${now}::timestamptz
          and not split_part(l.email, '@', 2) = any(${except}::text[])
        order by d.doubt, d.next_attempt_at, d.id limit ${limit} for update of d skip locked)
      returning *
    )
    select c.id, c.kind, l.email, l.sealed, l.comment_id as "commentId",
      c.message_id as "messageId", c.date_header as date, c.attempt
    from claimed c join letters l on l.delivery_id = c.id
    order by c.doubt, c.next_attempt_at, c.id`
}

/** Compares addresses only when a domain is left alone, since that makes a claim slower. */
function isElsewhere(except: string[]): Prisma.Sql {
  if (except.length === 0) return Prisma.sql`true`
  return Prisma.sql`exists (select 1 from subscriptions s
    where s.id = d.subscription_id and not split_part(s.email, '@', 2) = any(${except}::text[]))`
}
