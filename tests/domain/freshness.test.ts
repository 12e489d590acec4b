import { describe, expect, it } from 'vitest'
import { staleFeeds } from '../../src/domain/freshness.ts'

const isStale = (lastGood: string | null, now: string, zone = 'America/New_York') =>
  staleFeeds([{ lastGoodAt: lastGood ? new Date(lastGood) : null }], new Date(now), zone).length > 0

describe('a source is stale', () => {
  it.each([
    ['after 36 hours on a weekday', '2026-02-09T13:00:00Z', '2026-02-11T01:00:01Z', true],
    ['not yet after 36 hours', '2026-02-09T13:00:00Z', '2026-02-11T01:00:00Z', false],
    ['not on a Saturday', '2026-02-05T01:00:00Z', '2026-02-07T17:00:00Z', false],
    ['not on a Sunday, however long it is', '2026-01-01T00:00:00Z', '2026-02-08T17:00:00Z', false],
    ['on the Monday after a silent weekend', '2026-02-06T20:00:00Z', '2026-02-09T14:00:00Z', true],
    ['not on a Monday when Sunday was fine', '2026-02-08T20:00:00Z', '2026-02-09T14:00:00Z', false],
    [
      'on the Monday that has begun in New York',
      '2026-02-05T20:00:00Z',
      '2026-02-09T05:00:00Z',
      true,
    ],
    ['not while it is still Sunday there', '2026-02-05T20:00:00Z', '2026-02-09T04:59:00Z', false],
    [
      'through the hour that is skipped in March',
      '2026-03-07T12:00:00Z',
      '2026-03-09T14:00:00Z',
      true,
    ],
  ])('%s', (_what, lastGood, now, expected) => {
    expect(isStale(lastGood, now)).toBe(expected)
  })

  it('by the weekday of the zone', () => {
    expect(isStale('2026-02-05T00:00:00Z', '2026-02-08T20:00:00Z', 'Asia/Tokyo')).toBe(true)
    expect(isStale('2026-02-05T00:00:00Z', '2026-02-08T20:00:00Z', 'UTC')).toBe(false)
  })

  it('never when it has never been fresh', () => {
    expect(isStale(null, '2026-02-11T13:00:00Z')).toBe(false)
  })
})
