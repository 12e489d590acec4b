/** A fair queue: a network that asks for a lot holds up only itself, and no wait is endless. */

export class TooBusy extends Error {}

export type Bounds = {
  /** Pieces of work under way, for all networks and for one. */
  atOnce: number
  atOncePerNetwork: number
  /** Pieces of work waiting, likewise; any more are refused. */
  waiting: number
  waitingPerNetwork: number
  /** How long a piece of work may take, waiting included, before its asker gets TooBusy. */
  patienceMs: number
}
/** `network`: null for the site's own work, which has no bounds of its own. `isWanted` is called when its turn comes. */
export type Asker = { network: string | null; isWanted?: () => boolean }
export type Turns = <Result>(asker: Asker, work: () => Promise<Result>) => Promise<Result>

type Waiting = { begin: () => void }
type Share = { running: number; waiting: Set<Waiting> }

/** Takes turns among networks; within one, first come first served. Rejects with TooBusy. */
export function createTurns(bounds: Bounds): Turns {
  /** The networks with work, the next in turn first. */
  const shares = new Map<string, Share>()
  let running = 0
  let waiting = 0

  function beginNext() {
    for (const [network, share] of shares) {
      if (running >= bounds.atOnce) return
      const [next] = share.waiting
      if (!next || (network && share.running >= bounds.atOncePerNetwork)) continue
      shares.delete(network)
      shares.set(network, share)
      leave(share, next)
      next.begin()
    }
  }

  function leave(share: Share, one: Waiting) {
    if (share.waiting.delete(one)) waiting--
  }

  function forgetIdle(network: string, share: Share) {
    if (share.running === 0 && share.waiting.size === 0 && shares.get(network) === share)
      shares.delete(network)
  }

  return ({ network, isWanted = () => true }, work) =>
    new Promise((done, fail) => {
      const name = network ?? ''
      const share = shares.get(name) ?? { running: 0, waiting: new Set() }
      const isFull = network !== null && share.waiting.size >= bounds.waitingPerNetwork
      if (isFull || waiting >= bounds.waiting) return fail(new TooBusy('Too many are waiting.'))
      shares.set(name, share)
      const own: Waiting = { begin }
      const timer = setTimeout(() => {
        leave(share, own)
        forgetIdle(name, share)
        fail(new TooBusy('It took too long.'))
      }, bounds.patienceMs)
      share.waiting.add(own)
      waiting++
      beginNext()

      function begin() {
        running++
        share.running++
        const result = isWanted()
          ? work()
          : Promise.reject(new TooBusy('Nobody is waiting for it.'))
        result.then(done, fail).finally(() => {
          clearTimeout(timer)
          running--
          share.running--
          forgetIdle(name, share)
          beginNext()
        })
      }
    })
}
