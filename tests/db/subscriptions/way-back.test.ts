import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { unsubscribeToken } from '../../../src/db/subscriptions/mail-secrets.ts'
import {
  findSubscription,
  findToManage,
  unsubscribe,
} from '../../../src/db/subscriptions/subscriptions.ts'
import { comeBack, findWayBack, openWayBack } from '../../../src/db/subscriptions/way-back.ts'
import { recordMailEvent } from '../../../src/db/suppressions/suppressions.ts'
import { env } from '../../../src/env.ts'
import { useDatabase } from '../../support/database.ts'
import { aSubscriber, TEST_SECRET, WISHES } from '../../support/subscribers.ts'

const database = useDatabase()
const NOW = new Date('2026-02-09T12:00:00Z')
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const email = 'ada@example.org'

beforeAll(() => Object.assign(env(), { AUTH_SECRET: TEST_SECRET }))
beforeEach(() => database.query('truncate subscriptions, suppressions, mail_events cascade'))

/** Somebody who left at NOW, and their way back. */
async function leaver(): Promise<{ id: number; token: string }> {
  const { id } = await aSubscriber({ email, now: new Date(0) })
  await unsubscribe(await unsubscribeToken(email), NOW)
  return { id, token: await openWayBack(id, NOW) }
}
const status = async () => (await findSubscription(email))?.status

describe('the way back', () => {
  it('leads back to what there was, once', async () => {
    const before = await aSubscriber({ email, now: new Date(0) })
    await database.query('truncate subscriptions cascade')
    const { token } = await leaver()
    expect(await status()).toBe('unsubscribed')
    expect(await findWayBack(token, later(1))).toMatchObject({ email, topics: before.topics })
    expect(await comeBack(token, later(1))).toBe(true)
    expect(await findSubscription(email)).toMatchObject({ ...WISHES, status: 'confirmed' })
    expect(await comeBack(token, later(1))).toBe(false)
    const rows = await database.query(
      'select confirmed_at, first_from, turned_at from subscriptions',
    )
    expect(rows).toEqual([{ confirmed_at: later(1), first_from: later(1), turned_at: null }])
  })

  it('is open for an hour', async () => {
    const { token } = await leaver()
    expect(await findWayBack(token, later(61))).toBeNull()
    expect(await comeBack(token, later(61))).toBe(false)
    expect(await status()).toBe('unsubscribed')
  })

  it('opens nothing else, and no other link opens it', async () => {
    const { token } = await leaver()
    expect(await findToManage(token, later(1))).toBeNull()
    for (const other of ['', '1', 'x'.repeat(43), await unsubscribeToken(email)])
      expect([await findWayBack(other, NOW), await comeBack(other, NOW)]).toEqual([null, false])
    await comeBack(token, later(1))
    expect(await findToManage(token, later(2))).toBeNull()
  })

  it('is closed to who must not be mailed', async () => {
    const { token } = await leaver()
    const event = { provider: 'test', eventId: '1', deliveryId: null, reason: '' }
    await recordMailEvent({ ...event, kind: 'complaint', email }, NOW)
    expect(await comeBack(token, later(1))).toBe(false)
    expect(await status()).not.toBe('confirmed')
  })

  it('is not given to who never left', async () => {
    const { id } = await aSubscriber({ email, now: new Date(0) })
    const token = await openWayBack(id, NOW)
    expect(await findWayBack(token, NOW)).toBeNull()
  })
})
