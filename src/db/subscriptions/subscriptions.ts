/** Subscriptions: who may be mailed, confirmed by mail. */
import { parseEmailAddress } from '../../domain/email-address.ts'
import type { Subscription, SubscriptionStatus, Wishes } from '../../domain/subscription.ts'
import { env } from '../../env.ts'
import { db } from '../client.ts'
import { Prisma, type Subscription as Row } from '../generated/client.ts'
import { hashOf } from '../hash.ts'
import { readRows } from '../read-rows.ts'
import { makeToken, metAddress } from './mail-secrets.ts'
import { findDigestToStop } from './unsubscribe-links.ts'

const HOUR_MS = 3_600_000
const CONFIRM_MS = 48 * HOUR_MS
/** As long as no second link is sent. */
const MANAGE_MS = 24 * HOUR_MS
/** In this time an address gets one mail of each kind, however often somebody asks. */
const PAUSE_MS = 24 * HOUR_MS
const MOST_CONFIRMATIONS = 3
/** Confirmations from the whole site per hour, against people who would use it to flood others. */
const MOST_AN_HOUR = 300
const PENDING_MS = 7 * 24 * HOUR_MS

/** The mail a request leads to. Null: none, which only the mailbox's owner may learn. */
export type LetterToSend =
  | { kind: 'confirm'; email: string; token: string; wishes: Wishes }
  | { kind: 'manage'; email: string; token: string }
  | null

/**
 * Takes a request to subscribe. The address gets a confirmation, or a link to change its subscription
 * if it has one; or nothing, if it had such a mail recently, the site has sent too many, or the
 * address is suppressed.
 */
export async function subscribe(email: string, wishes: Wishes, now: Date): Promise<LetterToSend> {
  if (parseEmailAddress(email) !== email) throw new Error('That is not an email address.')
  const emailHmac = await metAddress(email)
  await db().subscription.createMany({
    data: { email, emailHmac, ...wishes, createdAt: now },
    skipDuplicates: true,
  })
  const known = await db().subscription.findUniqueOrThrow({ where: { email } })
  if (known.status === 'confirmed') return requestManageLink(email, now)
  const { token, hash } = makeToken()
  const isUnlimited = env().LIMITS === 'off'
  const sent = await db().$executeRaw`
    update subscriptions set cadence = ${wishes.cadence}, topics = ${wishes.topics},
      hour = ${wishes.hour}, time_zone = ${wishes.timeZone}, confirm_hash = ${hash},
      confirm_until = ${after(now, CONFIRM_MS)}::timestamptz,
      confirmation_sent_at = ${now}::timestamptz, confirmations_sent = confirmations_sent + 1
    where id = ${known.id} and status <> 'confirmed'
      and not exists (select 1 from suppressions x where x.email_hmac = subscriptions.email_hmac)
      and (${isUnlimited} or (confirmations_sent < ${MOST_CONFIRMATIONS}
        and (confirmation_sent_at is null or confirmation_sent_at <= ${after(now, -PAUSE_MS)}::timestamptz
          or unsubscribed_at > confirmation_sent_at)
        and (select count(*) from subscriptions other
          where other.confirmation_sent_at > ${after(now, -HOUR_MS)}::timestamptz) < ${MOST_AN_HOUR}))`
  return sent === 1 ? { kind: 'confirm', email, token, wishes } : null
}

/** The subscription that a token would confirm, or null once it has expired; changes nothing. */
export async function findToConfirm(token: string, now: Date): Promise<Subscription | null> {
  const row = await db().subscription.findFirst({
    where: { confirmHash: hashOf(token), confirmUntil: { gt: now } },
  })
  return row && subscriptionOf(row)
}

/** Confirms a subscription, once per token; null if the token is used, expired or unknown. */
export async function confirmSubscription(token: string, now: Date): Promise<Subscription | null> {
  const [row] = await db().subscription.updateManyAndReturn({
    where: { confirmHash: hashOf(token), confirmUntil: { gt: now } },
    data: {
      status: 'confirmed',
      confirmedAt: now,
      // Confirming is a turn in itself: the first digest's.
      firstFrom: now,
      turnedAt: null,
      unsubscribedAt: null,
      confirmHash: null,
      confirmUntil: null,
      confirmationsSent: 0,
    },
  })
  return row ? subscriptionOf(row) : null
}

/** The subscription that a token would end, or null; changes nothing. */
export async function findToUnsubscribe(token: string): Promise<Subscription | null> {
  const row = await findDigestToStop(token)
  return row && subscriptionOf(row)
}

/** Through the mail program's button (RFC 8058), a mail, a complaint, or the site (`page`). */
export type LeftBy = 'one-click' | 'mail' | 'complaint' | 'page'

/** Ends a token's subscription, which may be done again and again; null for an unknown token. */
export async function unsubscribe(
  token: string,
  now: Date,
  leftBy: LeftBy = 'page',
): Promise<Subscription | null> {
  const found = await findToUnsubscribe(token)
  if (found) await endSubscription(found.id, now, leftBy)
  return found
}

export async function endSubscription(
  id: number,
  now: Date,
  leftBy: LeftBy = 'page',
): Promise<void> {
  const end = { status: 'unsubscribed', unsubscribedAt: now, leftBy }
  await db().subscription.updateMany({
    where: { id, status: { not: 'unsubscribed' } },
    data: { ...end, confirmHash: null, confirmUntil: null },
  })
}

/** A link to change a confirmed subscription, once a day; null if none is to be sent. */
export async function requestManageLink(email: string, now: Date): Promise<LetterToSend> {
  const { token, hash } = makeToken()
  const sent = await db().$executeRaw`
    update subscriptions set manage_hash = ${hash},
      manage_until = ${after(now, MANAGE_MS)}::timestamptz,
      manage_sent_at = ${now}::timestamptz
    where email = ${email} and status = 'confirmed'
      and (${env().LIMITS === 'off'} or manage_sent_at is null
        or manage_sent_at <= ${after(now, -PAUSE_MS)}::timestamptz)
      and not exists (select 1 from suppressions x where x.email_hmac = subscriptions.email_hmac)`
  return sent === 1 ? { kind: 'manage', email, token } : null
}

/** The subscription that a token lets people change, or null once it has expired. */
export async function findToManage(token: string, now: Date): Promise<Subscription | null> {
  const row = await db().subscription.findFirst({
    where: { manageHash: hashOf(token), manageUntil: { gt: now }, status: 'confirmed' },
  })
  return row && subscriptionOf(row)
}

/** An address's subscription, in whatever state, or null; for its owner's settings. */
export async function findSubscription(email: string): Promise<Subscription | null> {
  const [found] = await readRows<Subscription>(Prisma.sql`
    select id, email, status, cadence, topics, hour, time_zone as "timeZone"
    from subscriptions where email = ${email}`)
  return found ?? null
}

/**
 * Changes what a subscriber wants, for every mail that isn't planned yet. After a change of cadence,
 * hour or time zone, only future turns are theirs.
 */
export async function changeSubscription(id: number, wishes: Wishes, now: Date): Promise<void> {
  const { cadence, topics, hour, timeZone } = wishes
  await db().$executeRaw`
    update subscriptions s set cadence = ${cadence}, topics = ${topics}::text[], hour = ${hour}::int,
      time_zone = ${timeZone}, turned_at = case
        when (s.cadence, s.hour, s.time_zone) is distinct from (${cadence}, ${hour}::int, ${timeZone})
          and s.turned_at is not null then ${now}::timestamptz
        else s.turned_at end
    where id = ${id}`
}

/** Removes requests that were not confirmed within seven days; returns how many. */
export async function purgePending(now: Date): Promise<number> {
  const { count } = await db().subscription.deleteMany({
    where: {
      status: 'pending',
      createdAt: { lt: after(now, -PENDING_MS) },
      OR: [{ confirmationSentAt: null }, { confirmationSentAt: { lt: after(now, -PENDING_MS) } }],
    },
  })
  return count
}

export async function countSubscribers(): Promise<number> {
  return db().subscription.count({ where: { status: 'confirmed' } })
}

function after(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms)
}

function subscriptionOf(row: Row): Subscription {
  return {
    id: row.id,
    email: row.email,
    status: row.status as SubscriptionStatus,
    cadence: row.cadence === 'weekly' ? 'weekly' : 'daily',
    topics: row.topics,
    hour: row.hour,
    timeZone: row.timeZone,
  }
}
