/** Subscribers for tests, made the way people become one. */
import { db } from '../../src/db/client.ts'
import { emailHmac } from '../../src/db/subscriptions/mail-secrets.ts'
import { confirmSubscription, subscribe } from '../../src/db/subscriptions/subscriptions.ts'
import type { Subscription, Wishes } from '../../src/domain/subscription.ts'

export const TEST_SECRET = 'a-secret-for-tests-of-forty-odd-letters-x'

let made = 0

export const WISHES: Wishes = {
  cadence: 'daily',
  topics: [],
  hour: 8,
  timeZone: 'America/New_York',
}

/** A confirmed subscriber; name only what matters. */
export async function aSubscriber(
  given: Partial<Wishes> & { email?: string; now?: Date } = {},
): Promise<Subscription> {
  const { email = `reader-${++made}@example.org`, now = new Date(0), ...wishes } = given
  const letter = await subscribe(email, { ...WISHES, ...wishes }, now)
  if (letter?.kind !== 'confirm') throw new Error(`${email} got no confirmation.`)
  const confirmed = await confirmSubscription(letter.token, now)
  if (!confirmed) throw new Error(`${email} could not confirm.`)
  return confirmed
}

/** Many who have had the digest for weeks, at once; the papers that are there are news of last week to them. */
export async function manySubscribers(count: number): Promise<void> {
  const emails = Array.from({ length: count }, (_, n) => `reader-${n}@many.example.org`)
  const since = new Date('2026-02-01T13:00:00Z')
  const rows = emails.map(async (email) => ({
    ...WISHES,
    email,
    emailHmac: await emailHmac(email),
    status: 'confirmed',
    confirmedAt: since,
    createdAt: since,
    coveredUntil: since,
    turnedAt: since,
  }))
  await db().subscription.createMany({ data: await Promise.all(rows) })
  await db().paper.updateMany({ data: { newsAt: new Date('2026-02-05T01:00:00Z') } })
}
