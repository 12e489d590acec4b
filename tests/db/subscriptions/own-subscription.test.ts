import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../src/db/client.ts'
import { deleteAccount, exportAccount } from '../../../src/db/members/accounts.ts'
import { unsubscribeToken } from '../../../src/db/subscriptions/mail-secrets.ts'
import {
  openToManage,
  subscribeOwner,
  takeBackLetter,
} from '../../../src/db/subscriptions/own-subscription.ts'
import {
  findSubscription,
  findToManage,
  findToUnsubscribe,
  requestManageLink,
  subscribe,
  unsubscribe,
} from '../../../src/db/subscriptions/subscriptions.ts'
import { recordMailEvent } from '../../../src/db/suppressions/suppressions.ts'
import { env } from '../../../src/env.ts'
import { useDatabase } from '../../support/database.ts'
import { aMemberRow } from '../../support/sign-in.ts'
import { aSubscriber, TEST_SECRET, WISHES } from '../../support/subscribers.ts'

const database = useDatabase()
const NOW = new Date('2026-11-24T12:00:00Z')
const EMAIL = 'ada@example.org'
const later = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000)

beforeAll(() => {
  Object.assign(env(), { AUTH_SECRET: TEST_SECRET, LIMITS: 'on' })
})
beforeEach(() => database.query('truncate subscriptions, suppressions, mail_events cascade'))

describe('the owner of an address', () => {
  it('is subscribed at once, and changes it without losing the links in mails', async () => {
    expect(await subscribeOwner(EMAIL, WISHES, NOW)).toBe(true)
    expect(await findSubscription(EMAIL)).toMatchObject({ status: 'confirmed', cadence: 'daily' })
    const { id } = (await findSubscription(EMAIL)) ?? { id: 0 }
    const link = await unsubscribeToken(EMAIL)
    const weekly = { ...WISHES, cadence: 'weekly' as const, topics: ['cs.CL', 'cs.RO'] }
    expect(await subscribeOwner(EMAIL, weekly, later(1))).toBe(true)
    expect(await findSubscription(EMAIL)).toMatchObject({ id, ...weekly })
    expect(await findToUnsubscribe(link)).toMatchObject({ id })
  })

  it('who comes back can leave again by a link from before', async () => {
    await aSubscriber({ email: EMAIL, now: NOW })
    const link = await unsubscribeToken(EMAIL)
    await unsubscribe(link, NOW)
    await subscribeOwner(EMAIL, WISHES, later(1))
    expect(await findSubscription(EMAIL)).toMatchObject({ status: 'confirmed' })
    expect(await unsubscribe(link, later(2))).not.toBeNull()
    expect(await findSubscription(EMAIL)).toMatchObject({ status: 'unsubscribed' })
  })

  it('takes over what somebody else has asked for, and kills its confirmation', async () => {
    const letter = await subscribe(EMAIL, { ...WISHES, topics: ['math.CO'] }, NOW)
    expect(letter?.kind).toBe('confirm')
    await subscribeOwner(EMAIL, WISHES, NOW)
    const rows = await database.query('select confirm_hash, topics from subscriptions')
    expect(rows).toEqual([{ confirm_hash: null, topics: [] }])
  })

  it('stays without mail after a complaint or a hard bounce', async () => {
    for (const kind of ['complaint', 'hard_bounce'] as const) {
      const event = { provider: 'test', eventId: kind, kind, deliveryId: null, reason: '' }
      await recordMailEvent({ ...event, email: `${kind}@example.org` }, NOW)
      expect(await subscribeOwner(`${kind}@example.org`, WISHES, NOW)).toBe(false)
      expect(await findSubscription(`${kind}@example.org`)).toBeNull()
    }
  })
})

describe('a link to change a subscription', () => {
  it('that was not mailed works for an hour', async () => {
    const { id } = await aSubscriber({ email: EMAIL, now: NOW })
    const token = await openToManage(id, NOW)
    expect(await findToManage(token, later(0.9))).toMatchObject({ id })
    expect(await findToManage(token, later(1.1))).toBeNull()
  })

  it('that was mailed works until another can be had', async () => {
    await aSubscriber({ email: EMAIL, now: NOW })
    const letter = await requestManageLink(EMAIL, NOW)
    expect(await requestManageLink(EMAIL, later(23))).toBeNull()
    expect(await findToManage(letter?.token ?? '', later(23))).not.toBeNull()
    expect(await requestManageLink(EMAIL, later(24))).not.toBeNull()
  })
})

describe('a letter that could not be sent', () => {
  it('can be asked for again', async () => {
    for (let round = 0; round < 5; round++) {
      const letter = await subscribe(EMAIL, WISHES, NOW)
      if (!letter) throw new Error(`no letter in round ${round}`)
      await takeBackLetter(letter)
    }
    expect(await subscribe(EMAIL, WISHES, NOW)).not.toBeNull()
    expect(await subscribe(EMAIL, WISHES, NOW)).toBeNull()
  })

  it('also when it is the one with the link', async () => {
    await aSubscriber({ email: EMAIL, now: NOW })
    const letter = await requestManageLink(EMAIL, NOW)
    if (!letter) throw new Error('no letter')
    await takeBackLetter(letter)
    expect(await requestManageLink(EMAIL, NOW)).not.toBeNull()
  })
})

describe('an account', () => {
  it('takes its digest along in the export, without any secret', async () => {
    const memberId = await aMemberRow()
    const { email } = await db().member.findUniqueOrThrow({ where: { id: memberId } })
    await subscribeOwner(email, WISHES, NOW)
    const { digest } = await exportAccount(memberId)
    expect(digest).toMatchObject({ email, status: 'confirmed', ...WISHES })
    expect(Object.keys(digest ?? {}).join()).not.toMatch(/hash|hmac|version/i)
  })

  it('ends its digest with it, and what is queued of it', async () => {
    const memberId = await aMemberRow()
    const { email } = await db().member.findUniqueOrThrow({ where: { id: memberId } })
    await subscribeOwner(email, WISHES, NOW)
    await database.query(
      `insert into digests (key, cadence, period_from, period_to, window_from, window_to, subject, html, text, paper_ids, created_at)
       values ('k', 'daily', '2026-11-24', '2026-11-24', now(), now(), '', '', '', '{p}', now())`,
    )
    await database.query(
      `insert into deliveries (digest_id, subscription_id, cadence, local_date, due_at, expires_at,
        next_attempt_at, message_id, date_header)
       select g.id, s.id, 'daily', '2026-11-24', now(), now(), now(), 'm@example.org', now()
       from digests g, subscriptions s`,
    )
    await deleteAccount(memberId, NOW)
    expect(await findSubscription(email)).toBeNull()
    expect(await database.query('select status, subscription_id from deliveries')).toEqual([
      { status: 'cancelled', subscription_id: null },
    ])
  })
})
