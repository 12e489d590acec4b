import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { unsubscribeToken } from '../../../src/db/subscriptions/mail-secrets.ts'
import {
  confirmSubscription,
  endSubscription,
  findSubscription,
  findToConfirm,
  findToManage,
  findToUnsubscribe,
  purgePending,
  requestManageLink,
  subscribe,
  unsubscribe,
} from '../../../src/db/subscriptions/subscriptions.ts'
import { recordMailEvent } from '../../../src/db/suppressions/suppressions.ts'
import { wishesSchema } from '../../../src/domain/subscription.ts'
import { env } from '../../../src/env.ts'
import { useDatabase } from '../../support/database.ts'
import { aSubscriber, TEST_SECRET, WISHES } from '../../support/subscribers.ts'

const database = useDatabase()
const NOW = new Date('2026-02-09T12:00:00Z')
const hoursLater = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000)
const wish = (email: string, now = NOW) => subscribe(email, WISHES, now)

beforeAll(() => Object.assign(env(), { AUTH_SECRET: TEST_SECRET }))
beforeEach(async () => {
  env().LIMITS = 'on'
  await database.query('truncate subscriptions, suppressions, mail_events cascade')
})

describe('a subscription', () => {
  it('is confirmed by its letter, once, within 48 hours', async () => {
    const { token = '' } = (await wish('ada@example.org')) ?? {}
    expect(token.length).toBeGreaterThanOrEqual(43)
    expect(await findToConfirm(token, hoursLater(47))).toMatchObject({ email: 'ada@example.org' })
    expect((await findSubscription('ada@example.org'))?.status).toBe('pending')
    expect(await confirmSubscription(token, hoursLater(49))).toBeNull()
    expect(await confirmSubscription(token, hoursLater(47))).toMatchObject({ status: 'confirmed' })
    expect(await confirmSubscription(token, hoursLater(47))).toBeNull()
  })

  it('keeps no token in the clear', async () => {
    const { token = '' } = (await wish('ada@example.org')) ?? {}
    const [row] = await database.query('select * from subscriptions')
    expect(JSON.stringify(row)).not.toContain(token)
  })

  it('that nobody confirms is gone after seven days, a confirmed one never', async () => {
    await wish('pending@example.org')
    await aSubscriber({ email: 'ada@example.org', now: NOW })
    expect(await purgePending(hoursLater(7 * 24 - 1))).toBe(0)
    expect(await purgePending(hoursLater(7 * 24 + 1))).toBe(1)
    expect(await findSubscription('pending@example.org')).toBeNull()
    expect(await findSubscription('ada@example.org')).not.toBeNull()
  })

  it('ended and begun again ends by any link from before', async () => {
    await aSubscriber({ email: 'ada@example.org', now: NOW })
    const old = await unsubscribeToken('ada@example.org')
    expect(await unsubscribe(old, NOW)).not.toBeNull()
    const again = await wish('ada@example.org', hoursLater(25))
    await confirmSubscription(again?.token ?? '', hoursLater(25))
    expect((await findSubscription('ada@example.org'))?.status).toBe('confirmed')
    expect(await unsubscribe(old, hoursLater(26))).not.toBeNull()
    expect((await findSubscription('ada@example.org'))?.status).toBe('unsubscribed')
  })

  it('that was forgotten and made anew ends by a link of the one before', async () => {
    await aSubscriber({ email: 'ada@example.org', now: NOW })
    const old = await unsubscribeToken('ada@example.org')
    await database.query('delete from subscriptions')
    await aSubscriber({ email: 'ada@example.org', now: NOW })
    expect(await unsubscribe(old, NOW)).toMatchObject({ email: 'ada@example.org' })
  })
})

describe('asking again', () => {
  it('brings one confirmation a day and three in all', async () => {
    const letters = []
    for (let hour = 0; hour < 24 * 5; hour += 6)
      letters.push(await wish('ada@example.org', hoursLater(hour)))
    expect(letters.filter(Boolean)).toHaveLength(3)
  })

  it('after leaving by mistake brings the way back at once, and no flood', async () => {
    const { token = '' } = (await wish('ada@example.org')) ?? {}
    const { id = 0 } = (await confirmSubscription(token, hoursLater(1))) ?? {}
    await endSubscription(id, hoursLater(2))
    expect(await wish('ada@example.org', hoursLater(2.1))).toMatchObject({ kind: 'confirm' })
    expect(await wish('ada@example.org', hoursLater(2.2))).toBeNull()
  })

  it('five hundred times for fifty addresses brings fifty', async () => {
    const letters = []
    for (let round = 0; round < 10; round++) {
      const asked = Array.from({ length: 50 }, (_, n) =>
        wish(`victim-${(n + round) % 50}@example.org`),
      )
      letters.push(...(await Promise.all(asked)))
    }
    expect(letters.filter(Boolean)).toHaveLength(50)
  })

  it('for more addresses than a site may confirm in an hour brings no more', async () => {
    const results = []
    for (let n = 0; n < 320; n++) results.push(await wish(`victim-${n}@example.org`))
    expect(results.filter(Boolean)).toHaveLength(300)
    expect(await wish('later@example.org', hoursLater(2))).not.toBeNull()
  })

  it('for a confirmed address changes nothing and brings its owner a link, once a day', async () => {
    await aSubscriber({ email: 'ada@example.org', now: NOW })
    const other = { ...WISHES, hour: 3, topics: ['cs.CL'] }
    expect(await subscribe('ada@example.org', other, NOW)).toMatchObject({ kind: 'manage' })
    expect(await subscribe('ada@example.org', other, hoursLater(1))).toBeNull()
    expect(await findSubscription('ada@example.org')).toMatchObject(WISHES)
  })

  it('for an address that must not be mailed brings nothing, for good', async () => {
    await aSubscriber({ email: 'ada@example.org', now: NOW })
    const event = {
      provider: 'x',
      eventId: '1',
      email: 'ada@example.org',
      deliveryId: null,
      reason: '',
    }
    await recordMailEvent({ ...event, kind: 'hard_bounce' }, NOW)
    await database.query('delete from subscriptions')
    env().LIMITS = 'off'
    expect(await wish('ada@example.org', hoursLater(24 * 365))).toBeNull()
  })
})

describe('the three capabilities', () => {
  it('do not stand in for each other', async () => {
    await aSubscriber({ email: 'ada@example.org', now: NOW })
    const manage = (await requestManageLink('ada@example.org', NOW))?.token ?? ''
    const stop = await unsubscribeToken('ada@example.org')
    expect(await findToManage(manage, hoursLater(23.9))).not.toBeNull()
    expect(await findToManage(manage, hoursLater(24.1))).toBeNull()
    expect(await findToManage(stop, NOW)).toBeNull()
    expect(await findToUnsubscribe(manage)).toBeNull()
    expect(await findToConfirm(stop, NOW)).toBeNull()
    expect(await findToUnsubscribe(stop)).toMatchObject({ email: 'ada@example.org' })
  })

  it('cannot be made up', async () => {
    const { id, email } = await aSubscriber({ now: NOW })
    const right = await unsubscribeToken(email)
    for (const token of [
      '',
      'test',
      '1-',
      `${id.toString(36)}-${'A'.repeat(22)}`,
      'zzzzzz-'.padEnd(29, 'a'),
      `d${'A'.repeat(32)}`,
      `d${(await unsubscribeToken('bo@example.org')).slice(1, 14)}${right.slice(14)}`,
      `${right.slice(0, -1)}${right.endsWith('A') ? 'B' : 'A'}`,
    ])
      expect(await unsubscribe(token, NOW)).toBeNull()
    expect(await unsubscribe(right, NOW)).not.toBeNull()
  })
})

describe('what a form says', () => {
  it('is spelt as arXiv does, once and in order', () => {
    const parsed = wishesSchema.parse({ ...WISHES, topics: ['CS.cl', 'cs.AI', 'cs.CL'], hour: '8' })
    expect(parsed).toEqual({ ...WISHES, topics: ['cs.AI', 'cs.CL'], hour: 8 })
  })

  it.each([
    { cadence: 'hourly' },
    { hour: 24 },
    { hour: 'x' },
    { timeZone: '+02:00' },
    { timeZone: 'Mars/Olympus' },
    { topics: ['not a topic!'] },
    { topics: Array.from({ length: 21 }, (_, n) => `cs.A${n}`) },
  ])('is refused with %o', (wrong) => {
    expect(wishesSchema.safeParse({ ...WISHES, ...wrong }).success).toBe(false)
  })
})
