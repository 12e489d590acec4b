/** What the desk shows of the digests, and the mails that wait there for a decision. */
import { digestName } from '../../domain/digest.ts'
import type { Period } from '../../domain/edition.ts'
import type { By, ModerationEntry } from '../../domain/moderation.ts'
import type { Cadence } from '../../domain/subscription.ts'
import { utcDay } from '../../domain/utc-day.ts'
import { db, type Tx } from '../client.ts'
import { moderate } from '../members/moderation.ts'

export type DeliveryCounts = {
  planned: number
  sent: number
  remaining: number
  held: number
  failed: number
  bounced: number
  cancelled: number
  expired: number
}
/** `planned` is the sum of all the other counts. */
export type DigestSummary = DeliveryCounts & {
  id: number
  key: string
  cadence: Cadence
  period: Period
  topics: string[]
  status: 'open' | 'paused' | 'empty'
  papers: number
  createdAt: Date
}
export type HeldMail = { id: string; digest: string; email: string | null; response: string | null }
export type MissedMail = { email: string | null; status: string; response: string | null }

/** The newest digests, with what became of their mails. */
export async function listDigests(limit: number): Promise<DigestSummary[]> {
  const rows = await db().$queryRaw<(Omit<DigestSummary, 'period'> & Period)[]>`
    select g.id, g.key, g.cadence, g.period_from::text as from, g.period_to::text as to, g.topics,
      g.status, cardinality(g.paper_ids) as papers, g.created_at as "createdAt",
      count(d.id)::int as planned,
      count(*) filter (where d.status = 'sent')::int as sent,
      count(*) filter (where d.status in ('queued', 'claimed', 'sending', 'in_doubt'))::int as remaining,
      count(*) filter (where d.status = 'held')::int as held,
      count(*) filter (where d.status = 'failed')::int as failed,
      count(*) filter (where d.status = 'bounced')::int as bounced,
      count(*) filter (where d.status = 'cancelled')::int as cancelled,
      count(*) filter (where d.status = 'expired')::int as expired
    from (select * from digests order by created_at desc, id desc limit ${limit}) as g
    left join deliveries d on d.digest_id = g.id
    group by g.id, g.key, g.cadence, g.period_from, g.period_to, g.topics, g.status, g.paper_ids, g.created_at
    order by g.created_at desc, g.id desc`
  return rows.map(({ from, to, ...rest }) => ({ ...rest, period: { from, to } }))
}

/** Mails that may or may not have arrived, for an admin to decide. */
export async function listHeldMails(limit: number): Promise<HeldMail[]> {
  return db().$queryRaw<HeldMail[]>`
    select d.id, g.key as digest, s.email, d.response from deliveries d
    join digests g on g.id = d.digest_id left join subscriptions s on s.id = d.subscription_id
    where d.status = 'held' order by d.due_at desc, d.id limit ${limit}`
}

/** Who did not get a digest, and why not. */
export async function listMissedMails(digestId: number): Promise<MissedMail[]> {
  return db().$queryRaw<MissedMail[]>`
    select s.email, d.status, d.response from deliveries d
    left join subscriptions s on s.id = d.subscription_id
    where d.digest_id = ${digestId} and d.status in ('held', 'failed', 'bounced', 'cancelled', 'expired')
    order by d.status, s.email`
}

/** Queues a held mail once more, until `until`; false if it is no longer held. */
export function resendHeldMail(id: string, until: Date, by: By): Promise<boolean> {
  return moderate(async (tx) => {
    const resent = await tx.$executeRaw`
      update deliveries set status = 'in_doubt', doubt = 1, next_attempt_at = ${by.now}::timestamptz,
        expires_at = greatest(expires_at, ${until}::timestamptz)
      where id = ${id}::uuid and status = 'held' and subscription_id is not null`
    return resent === 1 ? entryOfMail(tx, id, 'resend-mail', by) : null
  }, [])
}

/** Queues all held mails of a digest once more, until `until`; false if there are none. */
export function resendHeldMails(
  digestId: number,
  { actor, now }: By,
  until: Date,
): Promise<boolean> {
  return moderate(async (tx) => {
    const resent = await tx.$executeRaw`
      update deliveries set status = 'in_doubt', doubt = 1, next_attempt_at = ${now}::timestamptz,
        expires_at = greatest(expires_at, ${until}::timestamptz)
      where digest_id = ${digestId} and status = 'held' and subscription_id is not null`
    const digest = await tx.digest.findUnique({ where: { id: digestId } })
    if (resent === 0 || !digest) return null
    return { at: now, actor, act: 'resend-digest', detail: nameOf(digest), reason: null }
  }, [])
}

/** Gives up a held mail; false if it is no longer held. */
export function dropHeldMail(id: string, by: By): Promise<boolean> {
  return moderate(async (tx) => {
    const { count } = await tx.delivery.updateMany({
      where: { id, status: 'held' },
      data: { status: 'cancelled' },
    })
    return count === 1 ? entryOfMail(tx, id, 'drop-mail', by) : null
  }, [])
}

/** The log does not say who it was for. */
async function entryOfMail(
  tx: Tx,
  id: string,
  act: 'resend-mail' | 'drop-mail',
  { actor, now }: By,
): Promise<ModerationEntry | null> {
  const { digest } = await tx.delivery.findUniqueOrThrow({
    where: { id },
    select: { digest: true },
  })
  return digest && { at: now, actor, act, detail: nameOf(digest) }
}

/** Holds back a digest's unsent mails; false if the digest was not open. */
export function pauseDigest(id: number, reason: string, by: By): Promise<boolean> {
  return turnDigest(id, { act: 'pause-digest', from: 'open', to: 'paused', reason }, by)
}

/** Releases a paused digest's mails; false if the digest was not paused. */
export function resumeDigest(id: number, reason: string, by: By): Promise<boolean> {
  return turnDigest(id, { act: 'resume-digest', from: 'paused', to: 'open', reason }, by)
}

/** The log does not name the topics: they may be a single subscriber's. */
function turnDigest(
  id: number,
  turn: { act: 'pause-digest' | 'resume-digest'; from: string; to: string; reason: string },
  { actor, now }: By,
): Promise<boolean> {
  const { act, from, to, reason } = turn
  return moderate(async (tx) => {
    const [row] = await tx.digest.updateManyAndReturn({
      where: { id, status: from },
      data: { status: to },
    })
    if (!row) return null
    return { at: now, actor, act, detail: nameOf(row), reason: reason || null }
  }, [])
}

function nameOf(row: { cadence: string; periodFrom: Date; periodTo: Date }): string {
  return digestName({
    cadence: row.cadence === 'weekly' ? 'weekly' : 'daily',
    period: { from: utcDay(row.periodFrom), to: utcDay(row.periodTo) },
  })
}
