import { describe, expect, it } from 'vitest'
import { readInstant, readMailDate } from '../../src/sources/dates.ts'

describe('ISO dates', () => {
  it.each([
    ['2025-05-06T01:02:03.456Z', '2025-05-06T01:02:03.456Z'],
    ['2025-05-06T01:02:03', '2025-05-06T01:02:03.000Z'],
    ['2020-09-04T00:00:00-04:00', '2020-09-04T04:00:00.000Z'],
    ['2020-09-04T00:00:00+0200', '2020-09-03T22:00:00.000Z'],
    ['2025-05-06', '2025-05-06T00:00:00.000Z'],
  ])('reads %s', (text, instant) => {
    expect(readInstant(text)).toBe(instant)
  })

  it.each(['2025-02-30', '2025-13-01T00:00:00Z', '2025-05-06T25:00:00Z', 'yesterday', '', '2025'])(
    'refuses %j',
    (text) => {
      expect(readInstant(text)).toBeNull()
    },
  )
})

describe('mail dates', () => {
  it('gives the instant and the day in its own offset', () => {
    expect(readMailDate('Mon, 27 Apr 2026 23:00:00 -0400')).toEqual({
      instant: '2026-04-28T03:00:00.000Z',
      day: '2026-04-27',
    })
    expect(readMailDate('Fri, 2 Jan 2009 22:55:07 GMT')?.day).toBe('2009-01-02')
  })

  it.each(['Mon, 31 Feb 2026 00:00:00 GMT', '27 Foo 2026 00:00:00 GMT', '2026-04-27', ''])(
    'refuses %j',
    (text) => {
      expect(readMailDate(text)).toBeNull()
    },
  )
})
