import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  parseEditionDate,
  parseMonth,
  parseWeek,
  weekdayOf,
  weekOf,
} from '../../src/domain/edition.ts'

const aDay = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1990-01-01', days))

describe('a date in an address', () => {
  it.each(['2026-02-09', '2024-02-29', '2000-02-29', '1999-12-31', '2026-12-31'])(
    '%s is one',
    (text) => expect(parseEditionDate(text)).toBe(text),
  )

  it.each([
    '2026-02-29',
    '2026-02-30',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-01-32',
    '0026-01-01',
    '3026-01-01',
    '2026-1-1',
    '20260209',
    '2026/02/09',
    '2026-02-09T00:00',
    ' 2026-02-09',
    '2026-02-09\n',
    '+002026-02-09',
    '２０２６-02-09',
    '2026-02-09[u-ca=hebrew]',
    'today',
    '',
  ])('%j is none', (text) => expect(parseEditionDate(text)).toBeNull())

  it('is refused in whatever other spelling', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const date = parseEditionDate(text)
        expect(date === null || date === text).toBe(true)
      }),
    )
  })
})

describe('a week in an address', () => {
  it.each([
    ['2026-W07', '2026-02-09', '2026-02-15'],
    ['2026-W01', '2025-12-29', '2026-01-04'],
    ['2026-W53', '2026-12-28', '2027-01-03'],
    ['2020-W53', '2020-12-28', '2021-01-03'],
    ['2027-W01', '2027-01-04', '2027-01-10'],
    ['2025-W52', '2025-12-22', '2025-12-28'],
  ])('%s lasts from %s to %s', (text, from, to) => {
    expect(parseWeek(text)).toEqual({ from, to })
  })

  it.each([
    '2025-W53',
    '2027-W53',
    '2026-W00',
    '2026-W54',
    '2026-W99',
    '2026-W7',
    '2026-w07',
    '2026W07',
    '2026-W07-1',
    '0999-W01',
    '2026-W07\n',
    '',
  ])('%j is none', (text) => expect(parseWeek(text)).toBeNull())

  it.each([
    ['2025-12-28', '2025-W52'],
    ['2025-12-29', '2026-W01'],
    ['2026-01-01', '2026-W01'],
    ['2026-01-04', '2026-W01'],
    ['2026-01-05', '2026-W02'],
    ['2027-01-01', '2026-W53'],
    ['2027-01-03', '2026-W53'],
    ['2027-01-04', '2027-W01'],
    ['2021-01-03', '2020-W53'],
    ['2024-12-30', '2025-W01'],
  ])('that holds %s is %s', (date, week) => expect(weekOf(date)).toBe(week))

  it('of a day begins on a Monday, ends on a Sunday and holds the day', () => {
    fc.assert(
      fc.property(aDay, (day) => {
        const week = parseWeek(weekOf(day))
        expect(week).not.toBeNull()
        if (!week) return
        expect(week.from <= day && day <= week.to).toBe(true)
        expect([weekdayOf(week.from), weekdayOf(week.to)]).toEqual([1, 7])
        expect(addDays(week.from, 6)).toBe(week.to)
      }),
    )
  })
})

describe('a month in an address', () => {
  it.each([
    ['2026-02', '2026-02-28'],
    ['2024-02', '2024-02-29'],
    ['2025-12', '2025-12-31'],
    ['2026-04', '2026-04-30'],
  ])('%s ends on %s', (text, to) => {
    expect(parseMonth(text)).toEqual({ from: `${text}-01`, to })
  })

  it.each(['2026-00', '2026-13', '2026-2', '202602', '2026-02-01', '0026-02', '2026-02 ', ''])(
    '%j is none',
    (text) => expect(parseMonth(text)).toBeNull(),
  )
})
