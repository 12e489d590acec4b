import { describe, expect, it } from 'vitest'
import {
  count,
  counted,
  dateIn,
  longDate,
  monthName,
  plainDate,
  shortDate,
  spanOfDays,
} from '../../src/domain/dates.ts'

describe('a date on a card', () => {
  it.each([
    ['2026-01-09', '2026-02-09', 'Jan 9'],
    ['2026-12-31', '2026-01-01', 'Dec 31'],
    ['2025-10-15', '2026-02-09', 'Oct 15, 2025'],
    ['2025-12-31', '2026-01-01', 'Dec 31, 2025'],
    ['2027-01-01', '2026-12-31', 'Jan 1, 2027'],
  ])('%s, seen on %s, is %s', (date, today, text) => expect(shortDate(date, today)).toBe(text))
})

describe('a date in a heading', () => {
  it('names the weekday, the day, the month and the year', () => {
    expect(longDate('2026-02-09')).toBe('Monday, 9 February 2026')
    expect(longDate('2024-02-29')).toBe('Thursday, 29 February 2024')
    expect(plainDate('2026-12-31')).toBe('31 December 2026')
    expect(monthName('2026-02')).toBe('February 2026')
  })

  it.each([
    ['2026-02-09', '2026-02-15', '9–15 February 2026'],
    ['2026-03-30', '2026-04-05', '30 March – 5 April 2026'],
    ['2025-12-29', '2026-01-04', '29 December 2025 – 4 January 2026'],
    ['2026-02-01', '2026-02-28', '1–28 February 2026'],
  ])('from %s to %s is %s', (from, to, text) => expect(spanOfDays(from, to)).toBe(text))
})

describe('the date at an instant', () => {
  it.each([
    ['America/New_York', '2026-02-09T04:59:59Z', '2026-02-08'],
    ['America/New_York', '2026-02-09T05:00:00Z', '2026-02-09'],
    ['Asia/Tokyo', '2026-02-09T15:00:00Z', '2026-02-10'],
    ['Pacific/Kiritimati', '2025-12-31T10:00:00Z', '2026-01-01'],
    ['UTC', '2026-02-28T23:59:59.999Z', '2026-02-28'],
  ])('in %s at %s is %s', (zone, now, date) => expect(dateIn(zone, new Date(now))).toBe(date))
})

describe('a number', () => {
  it.each([
    [0, '0'],
    [7, '7'],
    [999, '999'],
    [1234, '1,234'],
    [9999, '9,999'],
    [10_000, '10k'],
    [12_345, '12.3k'],
    [12_399, '12.3k'],
    [999_999, '999.9k'],
    [1_234_567, '1,234.5k'],
  ])('%d reads %s', (value, text) => expect(count(value)).toBe(text))

  it('comes with its noun, in the plural save for one', () => {
    expect(counted(0, 'author')).toBe('0 authors')
    expect(counted(1, 'author')).toBe('1 author')
    expect(counted(664, 'author')).toBe('664 authors')
    expect(counted(12_345, 'vote')).toBe('12.3k votes')
  })
})
