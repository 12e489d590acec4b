/** The way back for somebody who has just unsubscribed: it undoes that, for an hour, and nothing else. */
import type { Cadence } from '../../domain/subscription.ts'
import { db } from '../client.ts'
import { hashOf } from '../hash.ts'
import { makeToken } from './mail-secrets.ts'

const OPEN_MS = 3_600_000

/** Who may come back, and to what. */
export type Leaver = { email: string; cadence: Cadence; topics: string[] }

/** A capability to undo an unsubscription. Give it to nobody but who has just unsubscribed. */
export async function openWayBack(subscriptionId: number, now: Date): Promise<string> {
  const { token } = makeToken()
  await db().subscription.updateMany({
    where: { id: subscriptionId, status: 'unsubscribed' },
    data: { manageHash: wayBackHash(token), manageUntil: new Date(now.getTime() + OPEN_MS) },
  })
  return token
}

/** Whose unsubscription a token undoes, or null; changes nothing. */
export async function findWayBack(token: string, now: Date): Promise<Leaver | null> {
  const row = await db().subscription.findFirst({
    where: { manageHash: wayBackHash(token), manageUntil: { gt: now }, status: 'unsubscribed' },
  })
  if (!row) return null
  const { email, topics } = row
  return { email, cadence: row.cadence === 'weekly' ? 'weekly' : 'daily', topics }
}

/**
 * Subscribes again to what it was before, once, which is a confirmation like any other to the
 * calendar. False when the hour is over or mail to them must not be sent.
 */
export async function comeBack(token: string, now: Date): Promise<boolean> {
  const came = await db().$executeRaw`
    update subscriptions s set status = 'confirmed', unsubscribed_at = null, left_by = null,
      confirmed_at = ${now}::timestamptz, first_from = ${now}::timestamptz, turned_at = null,
      manage_hash = null, manage_until = null
    where manage_hash = ${wayBackHash(token)} and manage_until > ${now}::timestamptz
      and status = 'unsubscribed'
      and not exists (select 1 from suppressions x where x.email_hmac = s.email_hmac)`
  return came === 1
}

/** Not what a link to change a subscription is kept as: the one never opens the other. */
function wayBackHash(token: string): string {
  return hashOf(`way back ${token}`)
}
