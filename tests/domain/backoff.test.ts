import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoffMs } from '../../src/domain/backoff.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const plain = { random: 0, retryAfterMs: null, isReached: true }

describe('after failures in a row, a source is asked again', () => {
  it.each([
    [1, 1],
    [2, 5],
    [3, 15],
    [4, 60],
    [5, 120],
    [6, 240],
    [8, 960],
    [9, 1440],
    [10, 1440],
    [1_000_000, 1440],
  ])('(%d) after %d minutes', (failures, minutes) => {
    expect(backoffMs(failures, plain)).toBe(minutes * MINUTE)
  })

  it('never before it asked to be, however long that is', () => {
    expect(backoffMs(1, { ...plain, retryAfterMs: 7 * HOUR })).toBe(7 * HOUR)
    expect(backoffMs(1, { ...plain, retryAfterMs: 30 * HOUR })).toBe(30 * HOUR)
    expect(backoffMs(4, { ...plain, retryAfterMs: 1_000 })).toBe(HOUR)
  })

  it('within the hour where it was not even reached', () => {
    expect(backoffMs(2, { ...plain, isReached: false })).toBe(5 * MINUTE)
    expect(backoffMs(50, { ...plain, isReached: false })).toBe(HOUR)
  })

  it('a little later at random, within a day and above what it asked for', () => {
    const any = fc.record({
      random: fc.double({ min: 0, max: 1, noNaN: true }),
      retryAfterMs: fc.option(fc.nat(24 * HOUR)),
      isReached: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), any, (failures, given) => {
        const wait = backoffMs(failures, given)
        expect(wait).toBeGreaterThanOrEqual(Math.max(MINUTE, given.retryAfterMs ?? 0))
        expect(wait).toBeLessThanOrEqual(24 * HOUR)
        expect(wait).toBeGreaterThanOrEqual(backoffMs(failures, { ...given, random: 0 }))
        expect(backoffMs(failures + 1, given)).toBeGreaterThanOrEqual(
          backoffMs(failures, { ...given, random: 0 }),
        )
      }),
    )
  })
})
