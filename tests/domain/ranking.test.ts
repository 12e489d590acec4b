import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freshVotes, halfLivesAt, ORDERS, parseOrder } from '../../src/domain/ranking.ts'

const NOON = new Date('2026-02-09T12:00:00Z')
const hoursAfter = (hours: number) => new Date(NOON.getTime() + hours * 3_600_000)

describe('fresh votes', () => {
  it('are as many as were cast, at the moment they are cast', () => {
    expect(freshVotes(halfLivesAt(NOON) + Math.log2(12), NOON)).toBeCloseTo(12, 6)
  })

  it('are half as many 48 hours later, a quarter after 96', () => {
    const score = halfLivesAt(NOON) + Math.log2(12)
    expect(freshVotes(score, hoursAfter(48))).toBeCloseTo(6, 6)
    expect(freshVotes(score, hoursAfter(96))).toBeCloseTo(3, 6)
    expect(freshVotes(score, hoursAfter(24))).toBeCloseTo(12 / Math.SQRT2, 6)
  })

  it('are none without a vote', () => {
    expect(freshVotes(Number.NEGATIVE_INFINITY, NOON)).toBe(0)
  })

  it('keep their order whatever the clock says', () => {
    const score = fc.double({ min: 1000, max: 1200, noNaN: true })
    fc.assert(
      fc.property(score, score, fc.integer({ min: 0, max: 1000 }), (a, b, hours) => {
        const now = hoursAfter(hours)
        if (a < b) expect(freshVotes(a, now)).toBeLessThanOrEqual(freshVotes(b, now))
        else expect(freshVotes(a, now)).toBeGreaterThanOrEqual(freshVotes(b, now))
      }),
    )
  })

  it('count half-lives from 2020', () => {
    expect(halfLivesAt(new Date('2020-01-01T00:00:00Z'))).toBe(0)
    expect(halfLivesAt(new Date('2020-01-03T00:00:00Z'))).toBe(1)
    expect(halfLivesAt(new Date('2019-12-31T00:00:00Z'))).toBe(-0.5)
  })
})

describe('an order in an address', () => {
  it.each(ORDERS)('may be %s', (order) => expect(parseOrder(order, 'votes')).toBe(order))

  it('may be left out', () => {
    expect(parseOrder(undefined, 'new')).toBe('new')
    expect(parseOrder(undefined, 'trending')).toBe('trending')
  })

  it.each([
    '',
    'Votes',
    'votes ',
    'newest',
    '__proto__',
    'constructor',
    "votes'; drop table papers",
  ])('is not %j', (text) => expect(parseOrder(text, 'votes')).toBeNull())
})
