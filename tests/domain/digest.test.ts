import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { digestName, lastFullWeek, newestSlot, periodOf } from '../../src/domain/digest.ts'
import { addDays, weekdayOf } from '../../src/domain/edition.ts'

const ZONES = ['America/New_York', 'Europe/Berlin', 'Pacific/Auckland', 'Asia/Kathmandu', 'Etc/UTC']
const HOUR_MS = 3_600_000
const minute = fc.date({
  min: new Date('2025-12-28T00:00:00Z'),
  max: new Date('2027-01-05T00:00:00Z'),
  noInvalidDate: true,
})
const wish = fc.record({
  cadence: fc.constantFrom('daily' as const, 'weekly' as const),
  hour: fc.integer({ min: 0, max: 23 }),
  timeZone: fc.constantFrom(...ZONES),
})
const localAt = (instant: Date, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone)

describe('a turn', () => {
  it('has come, is the newest, and is at its hour wherever that hour exists', () => {
    fc.assert(
      fc.property(wish, minute, (group, now) => {
        const slot = newestSlot(group, now)
        const due = localAt(slot.dueAt, group.timeZone)
        expect(slot.dueAt.getTime()).toBeLessThanOrEqual(now.getTime())
        expect(due.toPlainDate().toString()).toBe(slot.localDate)
        expect([group.hour, group.hour + 1]).toContain(due.hour)
        const days = group.cadence === 'weekly' ? 7 : 1
        const age = now.getTime() - slot.dueAt.getTime()
        expect(age).toBeLessThan((24 * days + 1) * HOUR_MS)
        if (group.cadence === 'weekly') expect(weekdayOf(slot.localDate)).toBe(1)
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ['America/New_York', '2026-03-06'],
    ['America/New_York', '2026-10-30'],
    ['Europe/Berlin', '2026-03-27'],
    ['Europe/Berlin', '2026-10-23'],
    ['Pacific/Auckland', '2026-04-03'],
    ['Pacific/Auckland', '2026-09-25'],
  ])(
    'in %s comes once for each local date, over the change of the clocks after %s',
    (timeZone, from) => {
      for (const hour of [0, 1, 2, 3, 23]) {
        const turns = new Map<string, string>()
        for (let half = 0; half < 2 * 24 * 5; half++) {
          const now = new Date(Date.parse(from) + (half * HOUR_MS) / 2)
          const { localDate, dueAt } = newestSlot({ cadence: 'daily', hour, timeZone }, now)
          expect(turns.get(localDate) ?? dueAt.toISOString()).toBe(dueAt.toISOString())
          turns.set(localDate, dueAt.toISOString())
        }
        const dates = [...turns.keys()]
        expect(dates.length).toBeGreaterThanOrEqual(5)
        expect(dates.slice(1)).toEqual(dates.slice(0, -1).map((date) => addDays(date, 1)))
      }
    },
  )

  it.each([
    // The hour from 2 to 3 is skipped: the turn comes at 3.
    ['America/New_York', '2026-03-08', 2, '2026-03-08T07:00:00.000Z'],
    ['Europe/Berlin', '2026-03-29', 2, '2026-03-29T01:00:00.000Z'],
    ['Pacific/Auckland', '2026-09-27', 2, '2026-09-26T14:00:00.000Z'],
    // The hour from 1 or 2 is there twice: the turn comes with the first.
    ['America/New_York', '2026-11-01', 1, '2026-11-01T05:00:00.000Z'],
    ['Europe/Berlin', '2026-10-25', 2, '2026-10-25T00:00:00.000Z'],
    ['Pacific/Auckland', '2026-04-05', 2, '2026-04-04T13:00:00.000Z'],
  ])('in %s on %s at %d is at %s', (timeZone, date, hour, instant) => {
    const slot = newestSlot({ cadence: 'daily', hour, timeZone }, new Date(`${date}T14:30:00Z`))
    const found = slot.localDate === date ? slot : null
    const later = newestSlot({ cadence: 'daily', hour, timeZone }, new Date(instant))
    expect((found ?? later).dueAt.toISOString()).toBe(instant)
    expect(later.localDate).toBe(date)
  })
})

describe('a digest is called', () => {
  it('by its edition, by all of them, or by whole weeks', () => {
    const one = periodOf('daily', [{ date: '2026-01-07' }])
    expect(digestName({ cadence: 'daily', period: one })).toBe('the daily digest of 7 January 2026')
    const two = periodOf('daily', [{ date: '2026-01-05' }, { date: '2026-01-02' }])
    expect(digestName({ cadence: 'daily', period: two })).toBe(
      'the daily digest of 2–5 January 2026',
    )
    const week = periodOf('weekly', [{ date: '2026-01-02' }])
    expect(week).toEqual({ from: '2025-12-29', to: '2026-01-04' })
  })

  it('the last full week is the one before the Monday where the reader lives', () => {
    const now = new Date('2026-01-04T20:00:00Z')
    expect(lastFullWeek('Pacific/Auckland', now)).toEqual({ from: '2025-12-29', to: '2026-01-04' })
    expect(lastFullWeek('America/New_York', now)).toEqual({ from: '2025-12-22', to: '2025-12-28' })
  })
})
