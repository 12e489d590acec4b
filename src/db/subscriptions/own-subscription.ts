/** Subscriptions of people known to own the address: members, and whoever holds a link. */
import type { Wishes } from '../../domain/subscription.ts'
import { db, type Tx } from '../client.ts'
import { makeToken, metAddress } from './mail-secrets.ts'

/** How long somebody who has just confirmed may change their choices. */
const OPEN_MS = 3_600_000

/**
 * Subscribes a confirmed address, or changes its subscription. False if the address is suppressed
 * (after a complaint, or bounces); then nothing is changed.
 */
export async function subscribeOwner(email: string, wishes: Wishes, now: Date): Promise<boolean> {
  const hmac = await metAddress(email)
  const done = await db().$executeRaw`
    insert into subscriptions as s (email, email_hmac, status, cadence, topics, hour, time_zone,
      confirmed_at, first_from, created_at)
    select ${email}, ${hmac}, 'confirmed', ${wishes.cadence}, ${wishes.topics}::text[],
      ${wishes.hour}::int, ${wishes.timeZone}, ${now}::timestamptz, ${now}::timestamptz, ${now}::timestamptz
    where not exists (select 1 from suppressions x where x.email_hmac = ${hmac})
    on conflict (email) do update set status = 'confirmed', cadence = excluded.cadence,
      topics = excluded.topics, hour = excluded.hour, time_zone = excluded.time_zone,
      confirmed_at = case when s.status = 'confirmed' then s.confirmed_at else ${now}::timestamptz end,
      first_from = case when s.status = 'confirmed' then s.first_from else ${now}::timestamptz end,
      turned_at = case when s.status <> 'confirmed' then null
        when (s.cadence, s.hour, s.time_zone) is distinct from (excluded.cadence, excluded.hour, excluded.time_zone)
          and s.turned_at is not null then ${now}::timestamptz
        else s.turned_at end,
      unsubscribed_at = null, confirm_hash = null, confirm_until = null, confirmations_sent = 0`
  return done === 1
}

/** A new token to change a subscription, valid for an hour; it replaces one that was mailed. */
export async function openToManage(id: number, now: Date): Promise<string> {
  const { token, hash } = makeToken()
  const manageUntil = new Date(now.getTime() + OPEN_MS)
  await db().subscription.update({ where: { id }, data: { manageHash: hash, manageUntil } })
  return token
}

/** Forgets that a letter was sent which could not be, so that it can be asked for again. */
export async function takeBackLetter({
  kind,
  email,
}: {
  kind: 'confirm' | 'manage'
  email: string
}): Promise<void> {
  if (kind === 'manage') {
    await db().subscription.updateMany({ where: { email }, data: { manageSentAt: null } })
    return
  }
  await db().subscription.updateMany({
    where: { email, confirmationsSent: { gt: 0 } },
    data: { confirmationSentAt: null, confirmationsSent: { decrement: 1 } },
  })
}

/** Forgets a subscription and the address's letters, and cancels unsent mails; only counts stay of the rest. */
export async function forgetSubscription(tx: Tx, email: string): Promise<void> {
  await tx.delivery.updateMany({
    where: { subscription: { email }, status: { in: ['queued', 'in_doubt', 'claimed'] } },
    data: { status: 'cancelled' },
  })
  await tx.delivery.deleteMany({ where: { letter: { email } } })
  await tx.subscription.deleteMany({ where: { email } })
}
