/** The way back for people who have just unsubscribed: for an hour, they can undo that and nothing else. */
import type { Cadence } from '../../domain/subscription.ts'
import { db } from '../client.ts'
import { hashOf } from '../hash.ts'
import { makeToken } from './mail-secrets.ts'

const OPEN_MS = 3_600_000

/** Who may come back, and to which digest. */
export type Leaver = { email: string; cadence: Cadence; topics: string[] }

/** A token that undoes an unsubscription. Give it only to whoever has just unsubscribed. */
export async function openWayBack(subscriptionId: number, now: Date): Promise<string> {
  const { token } = makeToken()
  await db().subscription.updateMany({
    where: { id: subscriptionId, status: 'unsubscribed' },
    data: { manageHash: wayBackHash(token), manageUntil: new Date(now.getTime() + OPEN_MS) },
  })
  return token
}

/** Whose unsubscription a token would undo, or null; changes nothing. */
export async function findWayBack(token: string, now: Date): Promise<Leaver | null> {
  const row = await db().subscription.findFirst({
    where: { manageHash: wayBackHash(token), manageUntil: { gt: now }, status: 'unsubscribed' },
  })
  if (!row) return null
  const { email, topics } = row
  return { email, cadence: row.cadence === 'weekly' ? 'weekly' : 'daily', topics }
}

/**
 * Restores the subscription as it was, once; to the calendar, that is a confirmation like any other.
 * False if the hour is over or the address is suppressed.
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

/** Different from the hash of a link to change a subscription, so that neither works as the other. */
function wayBackHash(token: string): string {
  return hashOf(`way back ${token}`)
}
