import { describe, expect, it } from 'vitest'
import { digestTrouble } from '../../src/domain/digest-health.ts'

const NOW = new Date('2026-02-09T13:30:00Z')
const GOOD = { paused: null, refusing: [], errors: [] }
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000)

describe('the digest', () => {
  it('goes out as it should before anything was sent, and when nothing waits for long', () => {
    expect(digestTrouble(null, null, NOW)).toBeNull()
    expect(digestTrouble(GOOD, hoursAgo(1), NOW)).toBeNull()
  })

  it.each([
    [{ ...GOOD, errors: ['Planning failed: x'] }, null, 'failed'],
    [{ ...GOOD, paused: '421 4.3.2 relay.example.org is closing' }, null, 'relay did not accept'],
    [{ ...GOOD, refusing: ['example.org'] }, null, 'are refusing the digest'],
    [GOOD, hoursAgo(5), 'waiting for 5 hours'],
    [null, hoursAgo(3), 'waiting for 3 hours'],
  ])('does not with %o and a mail that waits since %o', (run, since, words) => {
    expect(digestTrouble(run, since, NOW)).toContain(words)
  })

  it('names no relay, no domain and no error to everybody', () => {
    const run = { paused: '421 relay.example.org', refusing: ['shop.example.org'], errors: [] }
    expect(digestTrouble(run, null, NOW)).not.toContain('example.org')
  })
})
