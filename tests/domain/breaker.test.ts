import { describe, expect, it } from 'vitest'
import { makeBreaker } from '../../src/domain/breaker.ts'
import type { Outcome } from '../../src/domain/delivery.ts'

const sent: Outcome = { kind: 'sent', response: '250' }
const fault: Outcome = { kind: 'retry', reason: '421 go away', strain: 'relay' }
const doubt: Outcome = { kind: 'doubt', reason: 'closed', strain: 'none' }
const refused: Outcome = { kind: 'refused', reason: '550 5.7.1 blocked', strain: 'domain' }
const unknown: Outcome = { kind: 'bounced', reason: '550 5.1.1 unknown', strain: 'domain' }

/** A breaker that saw these, each to a domain; ids are 0, 1, 2 … */
const seeing = (...seen: [string, Outcome][]) => {
  const breaker = makeBreaker()
  for (const [index, [domain, outcome]] of seen.entries())
    breaker.record({ id: String(index), domain }, outcome)
  return breaker
}
const times = (count: number, ...seen: [string, Outcome][]) =>
  Array.from({ length: count }, (_, n) => seen[n % seen.length] as [string, Outcome])

describe('the breaker of the relay', () => {
  it('opens after five faults of it in a row, and names the mails that are not to blame', () => {
    expect(seeing(...times(4, ['a', fault])).reason()).toBeNull()
    const breaker = seeing(['a', sent], ...times(5, ['a', fault]), ['a', sent], ['a', fault])
    expect(breaker.reason()).toBe('421 go away')
    expect(breaker.blameless()).toEqual(['1', '2', '3', '4', '5', '7'])
  })

  it('stays shut while some get through', () => {
    const mixed = seeing(...times(40, ...times(4, ['a', fault]), ['a', sent]))
    expect(mixed.reason()).toBeNull()
    expect(mixed.blameless()).toEqual([])
  })

  it('opens when ten in a row are in doubt, of which none is blameless', () => {
    expect(seeing(...times(9, ['a', doubt])).reason()).toBeNull()
    const breaker = seeing(...times(10, ['a', doubt]))
    expect(breaker.reason()).toBe('closed')
    expect(breaker.blameless()).toEqual([])
  })

  it('opens when different domains get the same answer one after the other', () => {
    const breaker = seeing(...times(5, ['a', refused], ['b', refused], ['c', refused]))
    expect(breaker.reason()).toBe('550 5.7.1 blocked')
    expect(breaker.blameless()).toHaveLength(5)
  })

  it('opens when nobody exists any more, whoever is asked for', () => {
    const breaker = seeing(...times(6, ['a', unknown], ['b', unknown]))
    expect(breaker.reason()).toBe('550 5.1.1 unknown')
    expect(breaker.blameless()).toHaveLength(6)
  })

  it('stays shut for different answers of different domains', () => {
    expect(seeing(...times(8, ['a', refused], ['b', unknown])).reason()).toBeNull()
  })
})

describe('the breaker of a domain', () => {
  it('opens after five refusals in a row of its own, whatever else goes through', () => {
    const breaker = seeing(...times(8, ['a', refused], ['b', sent]))
    expect(breaker.domains().size).toBe(0)
    const open = seeing(...times(10, ['a', refused], ['b', sent]))
    expect([...open.domains()]).toEqual([['a', '550 5.7.1 blocked']])
    expect(open.reason()).toBeNull()
    expect(open.blameless()).toEqual(['0', '2', '4', '6', '8'])
  })

  it('stays shut where some of its mails arrive', () => {
    const breaker = seeing(...times(40, ...times(4, ['a', refused]), ['a', sent]))
    expect(breaker.domains().size).toBe(0)
  })
})
