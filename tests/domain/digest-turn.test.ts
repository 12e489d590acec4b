/** The calendar of the digest, lived through: readers who move, change, leave and come back. */
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { dateIn } from '../../src/domain/dates.ts'
import { newsAt, turned, turnOf } from '../../src/domain/digest-turn.ts'
import { NEW_YORK } from '../support/papers.ts'
import { type Life, live, type Paper, type PlayedTurn, type Stay } from './live-digests.ts'

const HOUR_MS = 3_600_000
const ZONES = [
  'Pacific/Kiritimati',
  'Pacific/Auckland',
  'Asia/Tokyo',
  'Asia/Kathmandu',
  'Europe/Berlin',
  'Etc/UTC',
  'America/New_York',
  'America/Los_Angeles',
  'Pacific/Honolulu',
]
const wishes = fc.record({
  cadence: fc.constantFrom('daily' as const, 'daily' as const, 'weekly' as const),
  hour: fc.integer({ min: 0, max: 23 }),
  timeZone: fc.constantFrom(...ZONES),
  topics: fc.constantFrom<string[]>([], [], ['cs.CL'], ['cs.RO', 'math.CO']),
})

/** What one does at an hour after the start. */
const change = (hours: number) =>
  fc.record({
    at: fc.integer({ min: 1, max: hours }),
    what: fc.oneof(
      fc.record({ kind: fc.constant('wish' as const), wishes }),
      fc.record({ kind: fc.constant('leave' as const) }),
      fc.record({ kind: fc.constant('return' as const), wishes }),
    ),
  })
const life = (days: number, most: number): fc.Arbitrary<Life> =>
  fc.record({
    start: fc.constantFrom('2025-01-06', '2026-02-20', '2026-03-20', '2026-09-20', '2026-10-16'),
    hours: fc.constant(days * 24),
    minute: fc.integer({ min: 0, max: 59 }),
    wishes,
    changes: fc.array(change(days * 24), { maxLength: most }),
    outages: fc.array(
      fc.record({
        from: fc.integer({ min: 0, max: days * 24 }),
        hours: fc.integer({ min: 1, max: 60 }),
      }),
      { maxLength: 2 },
    ),
    /** Mails that are never sent: expired, failed or cancelled. */
    lost: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 3 }),
    seed: fc.integer({ min: 1, max: 1_000 }),
  })

describe('any path of a subscriber', () => {
  it('over forty days keeps every promise', () => {
    fc.assert(fc.property(life(40, 8), promisesAreKept), { numRuns: 100 })
  }, 300_000)

  it('over two years keeps every promise', () => {
    fc.assert(fc.property(life(730, 60), promisesAreKept), { numRuns: 2 })
  }, 300_000)
})

function promisesAreKept(given: Life) {
  const { mails, turns, papers, subscribed } = live(given)
  // At most one mail that was sent for each local date, over both cadences.
  const dates = mails.map(({ turn }) => turn.localDate)
  expect(dates).toEqual([...new Set(dates)])
  // At the hour asked for: planned at the first look after it, or late by an outage, never too late.
  for (const { turn, wishes, plannedAt, lookedAt } of mails) {
    expect(plannedAt.getTime()).toBeLessThan(turn.expiresAt.getTime())
    expect(turn.at.getTime()).toBeGreaterThan(lookedAt.getTime())
    expect(turn.at.getTime()).toBeLessThanOrEqual(plannedAt.getTime())
    if (turn.kind === 'first') continue
    const local = Temporal.Instant.fromEpochMilliseconds(turn.at.getTime()).toZonedDateTimeISO(
      wishes.timeZone,
    )
    expect([wishes.hour, wishes.hour + 1]).toContain(local.hour)
    expect(local.toPlainDate().toString()).toBe(turn.localDate)
  }
  // No paper twice.
  const sent = mails.flatMap(({ papers }) => papers)
  expect(sent.length).toBe(new Set(sent).size)
  // Windows of one stay touch: none left out that was news while they were subscribed to it.
  for (const paper of expectedOf(papers, subscribed, turns)) expect(sent).toContain(paper.id)
}

/** News of the time in which they were subscribed, in the window and on the topics of a turn of theirs. */
function expectedOf(papers: Paper[], stays: Stay[], turns: PlayedTurn[]) {
  return papers.filter(({ news, topic }) => {
    if (!news || !stays.some(({ from, to }) => news >= from && news < to)) return false
    return turns.some(
      ({ from, to, topics }) =>
        news >= from && news < to && (topics.length === 0 || topics.includes(topic)),
    )
  })
}

describe('a reader of everything', () => {
  const base: Life = {
    start: '2026-02-20',
    hours: 15 * 24,
    minute: 7,
    wishes: { cadence: 'daily', hour: 8, timeZone: 'Europe/Berlin', topics: [] },
    changes: [],
    outages: [],
    lost: [],
    seed: 1,
  }

  it('has a first digest at once, and then each news in exactly one mail', () => {
    const { mails, papers, confirmedAt } = live(base)
    expect(mails[0]?.turn.kind).toBe('first')
    expect(mails[0]?.turn.at).toEqual(confirmedAt)
    const sent = mails.flatMap(({ papers }) => papers)
    const last = mails.at(-1)?.turn.to ?? confirmedAt
    const news = papers.filter(({ news }) => news && news >= confirmedAt && news < last)
    expect(news.length).toBeGreaterThan(100)
    expect(news.filter(({ id }) => !sent.includes(id))).toEqual([])
    // Hardly a mail of one or two.
    expect(mails.filter(({ papers }) => papers.length < 3)).toEqual([])
  })

  it('who goes from daily to weekly on a Wednesday misses nothing and waits no longer than a week', () => {
    const weekly = { ...base.wishes, cadence: 'weekly' as const }
    const changes = [{ at: 5 * 24, what: { kind: 'wish' as const, wishes: weekly } }]
    const { mails, papers, confirmedAt } = live({ ...base, hours: 25 * 24, changes })
    const sent = mails.flatMap(({ papers }) => papers)
    const last = mails.at(-1)?.turn.to ?? confirmedAt
    const news = papers.filter(({ news }) => news && news >= confirmedAt && news < last)
    expect(news.filter(({ id }) => !sent.includes(id))).toEqual([])
    const weeklies = mails.filter(({ wishes }) => wishes.cadence === 'weekly')
    expect(weeklies.map(({ turn }) => turn.localDate)).toEqual([
      '2026-03-02',
      '2026-03-09',
      '2026-03-16',
    ])
  })

  it('whose mail is never sent gets its papers with the next one', () => {
    const kept = live(base)
    const lost = live({ ...base, lost: [0, 2] })
    const sentOf = ({ mails }: typeof kept) => mails.flatMap(({ papers }) => papers)
    expect(sentOf(lost)).toEqual(expect.arrayContaining(sentOf(kept)))
  })

  it('whose hour is changed after today’s mail has the next one tomorrow', () => {
    const changes = [
      { at: 4 * 24 + 10, what: { kind: 'wish' as const, wishes: { ...base.wishes, hour: 21 } } },
    ]
    const { mails } = live({ ...base, changes })
    const dates = mails.map(({ turn }) => turn.localDate)
    expect(new Set(dates).size).toBe(dates.length)
    expect(mails.at(-1)?.turn.at.toISOString()).toContain('T20:00')
  })
})

describe('one turn', () => {
  const at = (text: string) => new Date(text)
  const reader = {
    ...{ cadence: 'daily' as const, hour: 8, timeZone: 'Etc/UTC', topics: [] as string[] },
    confirmedAt: at('2026-02-01T00:00:00Z'),
    firstFrom: null,
    coveredUntil: at('2026-02-09T08:00:00Z'),
    turnedAt: at('2026-02-09T08:00:00Z'),
    mailedOn: ['2026-02-09'],
  }
  const now = at('2026-02-10T08:00:30Z')

  it('of a day with one or two young papers passes and keeps them for the next', () => {
    const turn = turnOf(reader, now, NEW_YORK)
    if (!turn) throw new Error('There is a turn.')
    const outcome = (papers: number, oldest: string) =>
      turned(reader, turn, { papers, oldest: at(oldest) })
    expect(outcome(2, '2026-02-09T09:00:00Z')).toMatchObject({
      isMailed: false,
      coveredUntil: reader.coveredUntil,
      turnedAt: turn.at,
    })
    expect(outcome(3, '2026-02-09T09:00:00Z')).toMatchObject({
      isMailed: true,
      coveredUntil: turn.to,
    })
    expect(outcome(1, '2026-02-07T08:00:00Z').isMailed).toBe(true)
    expect(
      turned({ ...reader, topics: ['cs.CL'] }, turn, { papers: 1, oldest: now }).isMailed,
    ).toBe(true)
    expect(turned(reader, turn, { papers: 0, oldest: null })).toMatchObject({
      isMailed: false,
      coveredUntil: turn.to,
    })
  })

  it('comes at most twelve hours late, the weekly one three days', () => {
    expect(turnOf(reader, at('2026-02-10T19:59:00Z'), NEW_YORK)?.at).toEqual(
      at('2026-02-10T08:00:00Z'),
    )
    expect(turnOf(reader, at('2026-02-10T20:00:00Z'), NEW_YORK)).toBeNull()
    const weekly = { ...reader, cadence: 'weekly' as const, mailedOn: [] }
    expect(turnOf(weekly, at('2026-02-19T07:59:00Z'), NEW_YORK)?.localDate).toBe('2026-02-16')
    expect(turnOf(weekly, at('2026-02-19T08:00:00Z'), NEW_YORK)).toBeNull()
  })

  it('never reaches back more than fourteen days, nor behind what is covered', () => {
    const away = { ...reader, coveredUntil: at('2026-01-01T00:00:00Z') }
    expect(turnOf(away, now, NEW_YORK)?.from).toEqual(at('2026-01-27T08:00:00Z'))
    const ahead = { ...reader, coveredUntil: at('2026-02-12T00:00:00Z') }
    expect(turnOf(ahead, now, NEW_YORK)).toBeNull()
  })

  it('of a week ends when Monday’s edition opens, or with the turn where that is earlier', () => {
    const weekly = (timeZone: string) =>
      turnOf(
        {
          ...reader,
          cadence: 'weekly',
          timeZone,
          hour: 0,
          mailedOn: [],
          turnedAt: at('2026-02-03T00:00:00Z'),
          coveredUntil: at('2026-02-02T01:00:00Z'),
        },
        at('2026-02-09T12:00:00Z'),
        NEW_YORK,
      )?.to
    expect(weekly('America/New_York')).toEqual(at('2026-02-09T01:00:00Z'))
    expect(weekly('Pacific/Auckland')).toEqual(at('2026-02-08T11:00:00Z'))
  })
})

describe('a paper is news', () => {
  it('when it is listed, not before its edition opens, and never a week after', () => {
    const opens = new Date('2026-02-10T01:00:00Z')
    const at = (hours: number) =>
      newsAt('2026-02-10', new Date(opens.getTime() + hours * HOUR_MS), NEW_YORK)
    expect(at(-30)).toEqual(opens)
    expect(at(5)).toEqual(new Date('2026-02-10T06:00:00Z'))
    expect(at(7 * 24)).not.toBeNull()
    expect(at(7 * 24 + 0.01)).toBeNull()
    expect(dateIn('America/New_York', opens)).toBe('2026-02-09')
  })
})
