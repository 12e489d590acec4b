import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { changeSubscription, confirmSubscription, subscribe } from '../../src/db/subscriptions.ts'
import { addDays, isEditionDay } from '../../src/domain/edition.ts'
import { env } from '../../src/env.ts'
import { planDigests } from '../../src/jobs/plan-digests.ts'
import { given } from '../db/given-papers.ts'
import { useDatabase } from '../support/database.ts'
import { aDraft } from '../support/papers.ts'
import { aSubscriber, TEST_SECRET, WISHES } from '../support/subscribers.ts'

const database = useDatabase()
const HOUR_MS = 3_600_000

/** Plans every `step` hours from one instant to another, skipping what lies in a gap. */
async function live(from: string, to: string, { step = 1, gap = ['', ''] } = {}) {
  for (let at = Date.parse(from); at < Date.parse(to); at += step * HOUR_MS) {
    const now = new Date(at)
    const isGap = gap[0] && now >= new Date(gap[0] ?? '') && now < new Date(gap[1] ?? '')
    if (!isGap) await planDigests(now)
  }
}
/** The local dates and editions that an address was sent. */
const turnsOf = async (email: string) => {
  const rows = await database.query<{ date: string; edition: string }>(
    `select d.local_date::text as date, g.period_from::text as edition from deliveries d
     join digests g on g.id = d.digest_id join subscriptions s on s.id = d.subscription_id
     where s.email = $1 order by d.due_at`,
    [email],
  )
  return rows.map(({ date, edition }) => `${date} ${edition}`)
}
const days = (from: string, count: number) =>
  Array.from({ length: count }, (_, n) =>
    new Date(Date.parse(from) + n * 24 * HOUR_MS).toISOString().slice(0, 10),
  )

beforeAll(async () => {
  Object.assign(env(), { AUTH_SECRET: TEST_SECRET, LIMITS: 'off' })
  for (const start of [
    '2026-03-02',
    '2026-03-23',
    '2026-03-30',
    '2026-09-21',
    '2026-10-19',
    '2026-10-26',
  ])
    for (const date of days(start, 14).filter(isEditionDay))
      await given(aDraft({ listings: [{ date, listedAt: null }] }))
})
beforeEach(() => database.query('truncate subscriptions, deliveries, digests cascade'))

describe('a daily digest over a change of the clocks', () => {
  it.each([
    ['America/New_York', '2026-03-06', '2026-03-09'],
    ['Europe/Berlin', '2026-03-27', '2026-03-30'],
    ['Pacific/Auckland', '2026-04-03', '2026-04-06'],
    ['Pacific/Auckland', '2026-09-25', '2026-09-28'],
    ['Europe/Berlin', '2026-10-23', '2026-10-26'],
    ['America/New_York', '2026-10-30', '2026-11-02'],
  ])('in %s comes once with the edition of %s and of %s', async (timeZone, friday, monday) => {
    const hours = [1, 2, 3, 23]
    for (const hour of hours) await aSubscriber({ email: `at-${hour}@example.org`, timeZone, hour })
    await live(`${friday}T00:00:00Z`, `${monday}T23:59:00Z`)
    await live(`${monday}T23:59:00Z`, `${addDays(monday, 1)}T12:00:00Z`, { step: 3 })
    for (const hour of hours) {
      const turns = await turnsOf(`at-${hour}@example.org`)
      const dates = turns.map((turn) => turn.split(' ')[0])
      const editions = turns.map((turn) => turn.split(' ')[1])
      expect(new Set(dates).size).toBe(turns.length)
      expect(new Set(editions).size).toBe(turns.length)
      expect(editions).toContain(friday)
      expect(editions).toContain(monday)
    }
  })
})

describe('a subscriber who moves', () => {
  it('gets no edition twice and no two mails within twenty hours, wherever they go', async () => {
    const { id } = await aSubscriber({ email: 'ada@example.org' })
    const zones = ['Pacific/Auckland', 'America/New_York', 'Europe/Berlin', 'Pacific/Honolulu']
    for (const [index, day] of days('2026-03-02', 10).entries()) {
      await live(`${day}T00:00:00Z`, `${day}T23:59:00Z`, { step: 2 })
      await changeSubscription(id, { ...WISHES, timeZone: zones[index % zones.length] ?? '' })
    }
    const turns = await turnsOf('ada@example.org')
    expect(turns.length).toBeGreaterThanOrEqual(5)
    expect(new Set(turns.map((turn) => turn.split(' ')[0])).size).toBe(turns.length)
    expect(new Set(turns.map((turn) => turn.split(' ')[1])).size).toBe(turns.length)
    const [row] = await database.query<{ gap: number }>(
      `select min(extract(epoch from gap) / 3600)::float8 as gap from (
        select due_at - lag(due_at) over (order by due_at) as gap from deliveries) as gaps`,
    )
    expect(row?.gap).toBeGreaterThanOrEqual(20)
  })

  it('between daily and weekly is sent no paper twice', async () => {
    const { id } = await aSubscriber({ email: 'ada@example.org' })
    await live('2026-03-03T02:00:00Z', '2026-03-05T00:00:00Z', { step: 2 })
    await changeSubscription(id, { ...WISHES, cadence: 'weekly' })
    await live('2026-03-05T00:00:00Z', '2026-03-11T00:00:00Z', { step: 2 })
    // The week from the 2nd was begun in daily digests.
    expect(await turnsOf('ada@example.org')).toEqual([
      '2026-03-03 2026-03-03',
      '2026-03-04 2026-03-04',
    ])
    await changeSubscription(id, WISHES)
    await live('2026-03-11T00:00:00Z', '2026-03-12T00:00:00Z', { step: 2 })
    expect((await turnsOf('ada@example.org')).at(-1)).toBe('2026-03-11 2026-03-11')
  })
})

describe('after a gap of three days', () => {
  it('everybody gets one digest, the newest, and never a flood', async () => {
    await aSubscriber({ email: 'daily@example.org' })
    await aSubscriber({ email: 'weekly@example.org', cadence: 'weekly' })
    const gap = ['2026-03-03T14:00:00Z', '2026-03-06T14:00:00Z']
    await live('2026-03-02T14:00:00Z', '2026-03-09T14:00:00Z', { step: 2, gap })
    expect(await turnsOf('daily@example.org')).toEqual([
      '2026-03-02 2026-03-02',
      '2026-03-06 2026-03-06',
      '2026-03-09 2026-03-09',
    ])
    expect(await turnsOf('weekly@example.org')).toEqual(['2026-03-09 2026-03-02'])
  })
})

describe('who confirms after their hour', () => {
  const confirmAt = async (instant: string) => {
    const now = new Date(instant)
    const letter = await subscribe('new@example.org', WISHES, now)
    await confirmSubscription(letter?.token ?? '', now)
  }

  it('gets the day’s digest at once, however late in the day it is', async () => {
    await confirmAt('2026-03-04T03:30:00Z')
    await planDigests(new Date('2026-03-04T03:31:00Z'))
    expect(await turnsOf('new@example.org')).toEqual(['2026-03-03 2026-03-04'])
    await live('2026-03-04T04:00:00Z', '2026-03-06T00:00:00Z')
    expect(await turnsOf('new@example.org')).toEqual([
      '2026-03-03 2026-03-04',
      '2026-03-05 2026-03-05',
    ])
  })

  it('and before it the newest at once, which is not sent again at the hour', async () => {
    await confirmAt('2026-03-04T10:00:00Z')
    await planDigests(new Date('2026-03-04T10:01:00Z'))
    expect(await turnsOf('new@example.org')).toEqual(['2026-03-03 2026-03-04'])
    await live('2026-03-04T11:00:00Z', '2026-03-06T00:00:00Z')
    expect(await turnsOf('new@example.org')).toEqual([
      '2026-03-03 2026-03-04',
      '2026-03-05 2026-03-05',
    ])
  })

  it('of a weekly digest waits for Monday', async () => {
    const now = new Date('2026-03-04T10:00:00Z')
    const letter = await subscribe('new@example.org', { ...WISHES, cadence: 'weekly' }, now)
    await confirmSubscription(letter?.token ?? '', now)
    await live('2026-03-04T11:00:00Z', '2026-03-09T15:00:00Z')
    expect(await turnsOf('new@example.org')).toEqual(['2026-03-09 2026-03-02'])
  })
})
