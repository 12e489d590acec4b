import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  editionDaysBefore,
  editionOpensAt,
  isEditionDay,
  monthOf,
  newestOpenedDate,
  weekdayOf,
} from '../../src/domain/edition.ts'
import { NEW_YORK } from '../support/papers.ts'

const TOKYO = { timeZone: 'Asia/Tokyo', hour: 9 }
const CLOCKS = [
  NEW_YORK,
  TOKYO,
  { timeZone: 'UTC', hour: 0 },
  { timeZone: 'Europe/Berlin', hour: 2 },
  { timeZone: 'Asia/Kathmandu', hour: 23 },
  { timeZone: 'Pacific/Kiritimati', hour: 12 },
  { timeZone: 'America/St_Johns', hour: 6 },
]

describe('the newest opened edition in New York', () => {
  it.each([
    ['Monday before 20:00', '2026-02-09T19:59:59-05:00', '2026-02-09'],
    ['Monday at 20:00', '2026-02-09T20:00:00-05:00', '2026-02-10'],
    ['Thursday at 20:00', '2026-02-12T20:00:00-05:00', '2026-02-13'],
    ['Friday at noon', '2026-02-13T12:00:00-05:00', '2026-02-13'],
    ['Friday evening', '2026-02-13T20:00:00-05:00', '2026-02-13'],
    ['Friday at midnight', '2026-02-13T23:59:59-05:00', '2026-02-13'],
    ['Saturday', '2026-02-14T12:00:00-05:00', '2026-02-13'],
    ['Saturday evening', '2026-02-14T21:00:00-05:00', '2026-02-13'],
    ['Sunday at 19:59', '2026-02-15T19:59:59-05:00', '2026-02-13'],
    ['Sunday at 20:00', '2026-02-15T20:00:00-05:00', '2026-02-16'],
    ['New Year’s Eve', '2025-12-31T20:00:00-05:00', '2026-01-01'],
    ['the Sunday that clocks go forward, at 19:59', '2026-03-08T23:59:59Z', '2026-03-06'],
    ['the Sunday that clocks go forward, at 20:00', '2026-03-09T00:00:00Z', '2026-03-09'],
    ['the Sunday that clocks go back, at 19:59', '2026-11-02T00:59:59Z', '2026-10-30'],
    ['the Sunday that clocks go back, at 20:00', '2026-11-02T01:00:00Z', '2026-11-02'],
  ])('on %s (%s) is that of %s', (_when, now, date) => {
    expect(newestOpenedDate(new Date(now), NEW_YORK)).toBe(date)
  })
})

describe('the newest opened edition elsewhere', () => {
  it.each([
    ['Tokyo at 9:00 on Monday', '2026-02-09T00:00:00Z', TOKYO, '2026-02-10'],
    ['Tokyo at 8:59 on Monday', '2026-02-08T23:59:59Z', TOKYO, '2026-02-09'],
    ['UTC at hour 0', '2026-02-09T00:00:00Z', { timeZone: 'UTC', hour: 0 }, '2026-02-10'],
    ['UTC at hour 23', '2026-02-09T22:59:59Z', { timeZone: 'UTC', hour: 23 }, '2026-02-09'],
    [
      'Kathmandu, 5:45 ahead',
      '2026-02-09T14:15:00Z',
      { timeZone: 'Asia/Kathmandu', hour: 20 },
      '2026-02-10',
    ],
  ])('follows the clock of %s', (_where, now, clock, date) => {
    expect(newestOpenedDate(new Date(now), clock)).toBe(date)
  })

  it('has opened, while the weekday after it has not, at any instant in any zone', () => {
    const instant = fc.date({ min: new Date('2019-01-01'), max: new Date('2031-01-01') })
    fc.assert(
      fc.property(instant, fc.constantFrom(...CLOCKS), (now, clock) => {
        fc.pre(!Number.isNaN(now.getTime()))
        const date = newestOpenedDate(now, clock)
        const [following = ''] = [1, 2, 3].map((days) => addDays(date, days)).filter(isEditionDay)
        expect(isEditionDay(date)).toBe(true)
        expect(Date.parse(editionOpensAt(date, clock))).toBeLessThanOrEqual(now.getTime())
        expect(Date.parse(editionOpensAt(following, clock))).toBeGreaterThan(now.getTime())
      }),
      { numRuns: 300 },
    )
  })
})

describe('the opening of an edition', () => {
  it.each([
    ['Monday', '2026-02-09', '2026-02-09T01:00:00Z'],
    ['a summer day', '2026-07-15', '2026-07-15T00:00:00Z'],
    ['the Monday after clocks go forward', '2026-03-09', '2026-03-09T00:00:00Z'],
    ['the Monday after clocks go back', '2026-11-02', '2026-11-02T01:00:00Z'],
    ['the first of January', '2026-01-01', '2026-01-01T01:00:00Z'],
  ])('of %s is on the evening before', (_what, date, instant) => {
    expect(Date.parse(editionOpensAt(date, NEW_YORK))).toBe(Date.parse(instant))
  })

  it('is an hour later when the clocks skip its hour, and then the edition is open', () => {
    const clock = { timeZone: 'America/New_York', hour: 2 }
    const opens = Date.parse(editionOpensAt('2026-03-09', clock))
    expect(opens).toBe(Date.parse('2026-03-08T07:00:00Z'))
    expect(newestOpenedDate(new Date(opens), clock)).toBe('2026-03-09')
    expect(newestOpenedDate(new Date(opens - 1), clock)).toBe('2026-03-06')
  })

  it('is at the first of two hours when the clocks repeat its hour, and it stays open', () => {
    const clock = { timeZone: 'America/New_York', hour: 1 }
    const opens = Date.parse(editionOpensAt('2026-11-02', clock))
    expect(opens).toBe(Date.parse('2026-11-01T05:00:00Z'))
    for (const minutes of [0, 59, 60, 119, 120]) {
      expect(newestOpenedDate(new Date(opens + minutes * 60_000), clock)).toBe('2026-11-02')
    }
  })
})

describe('the calendar', () => {
  it('has editions from Monday to Friday', () => {
    const week = [0, 1, 2, 3, 4, 5, 6].map((days) => addDays('2026-02-09', days))
    expect(week.filter(isEditionDay)).toEqual(week.slice(0, 5))
    expect(week.map(weekdayOf)).toEqual([1, 2, 3, 4, 5, 6, 7])
  })

  it('counts edition days back over weekends, newest first', () => {
    expect(editionDaysBefore('2026-02-10', 4)).toEqual([
      '2026-02-10',
      '2026-02-09',
      '2026-02-06',
      '2026-02-05',
    ])
    expect(editionDaysBefore('2026-02-08', 1)).toEqual(['2026-02-06'])
    expect(editionDaysBefore('2026-02-10', 0)).toEqual([])
  })

  it('moves dates and months over the ends of months and years', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
    expect(addMonths('2025-12', 1)).toBe('2026-01')
    expect(addMonths('2026-01', -13)).toBe('2024-12')
    expect(monthOf('2026-02-09')).toBe('2026-02')
  })
})
