import { describe, expect, it } from 'vitest'
import { type Bounds, createTurns, TooBusy } from '../../../src/server/front/turns.ts'

const BOUNDS: Bounds = {
  atOnce: 4,
  atOncePerNetwork: 2,
  waiting: 20,
  waitingPerNetwork: 10,
  patienceMs: 60_000,
}

/** Turns under which work goes on until it is told to end. */
function someTurns(bounds: Partial<Bounds> = {}) {
  const turns = createTurns({ ...BOUNDS, ...bounds })
  const begun: string[] = []
  const ends: (() => void)[] = []
  const ask = (network: string | null, isWanted?: () => boolean) => {
    const asked = turns(
      { network, isWanted },
      () =>
        new Promise<string>((done) => {
          begun.push(network ?? 'own')
          ends.push(() => done(network ?? 'own'))
        }),
    )
    asked.catch(() => {})
    return asked
  }
  const endNext = async () => {
    ends.shift()?.()
    await new Promise((done) => setTimeout(done))
  }
  return { ask, begun, endNext }
}

describe('turns', () => {
  it('go round the networks, however many pieces of work one of them asks for', async () => {
    const { ask, begun, endNext } = someTurns()
    for (let n = 0; n < 10; n++) ask('flood')
    ask('reader')
    ask('other')
    expect(begun).toEqual(['flood', 'flood', 'reader', 'other'])
    ask('reader')
    for (let n = 0; n < 4; n++) await endNext()
    expect(begun.slice(4, 7).toSorted()).toEqual(['flood', 'flood', 'reader'])
  })

  it('refuse a network that has too many waiting, and nobody else', async () => {
    const { ask } = someTurns()
    for (let n = 0; n < 12; n++) ask('flood')
    await expect(ask('flood')).rejects.toThrow(TooBusy)
    const reader = ask('reader')
    expect(await Promise.race([reader.catch(() => 'refused'), 'waits'])).toBe('waits')
  })

  it('refuse everybody when too many wait in all', async () => {
    const { ask } = someTurns({ waiting: 3 })
    for (const network of ['a', 'a', 'b', 'b', 'c', 'd', 'e']) ask(network)
    await expect(ask('f')).rejects.toThrow(TooBusy)
    await expect(ask(null)).rejects.toThrow(TooBusy)
  })

  it('tell who waits too long, before or after their work has begun, and go on', async () => {
    const { ask, begun, endNext } = someTurns({ atOnce: 1, patienceMs: 30 })
    const working = ask('a')
    const waiting = ask('b')
    await expect(working).rejects.toThrow(TooBusy)
    await expect(waiting).rejects.toThrow(TooBusy)
    // The work that took too long still has its place until it ends.
    const next = ask('c')
    expect(begun).toEqual(['a'])
    await endNext()
    expect(begun).toEqual(['a', 'c'])
    await endNext()
    expect(await next).toBe('c')
  })

  it('pass over who has gone', async () => {
    const { ask, begun, endNext } = someTurns({ atOnce: 1 })
    ask('a')
    await Promise.all([
      expect(ask('b', () => false)).rejects.toThrow(TooBusy),
      endNext().then(() => void ask('c')),
    ])
    expect(begun).not.toContain('b')
  })

  it('go on after work that failed', async () => {
    const turns = createTurns({ ...BOUNDS, atOnce: 1 })
    const fails = turns({ network: 'a' }, () => Promise.reject(new Error('no')))
    const works = turns({ network: 'a' }, async () => 'yes')
    await expect(fails).rejects.toThrow('no')
    expect(await works).toBe('yes')
  })
})
