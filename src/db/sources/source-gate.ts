/** A service's gate for the whole installation: a lease that every process has to take. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Gate, GateClosed, REQUEST_MS } from '../../domain/gate.ts'
import { endLease, findWait, type Lease, takeLease } from '../leases.ts'

/** Longer than a request may take, yet short enough that a dead process blocks nobody for long. */
const LEASE_MS = REQUEST_MS + 5_000
/** How often to check whether whoever is in the gate has finished. */
const LOOK_MS = 500

/**
 * Lets through one request at a time across all processes, and none until `gapMs`, or whatever rest
 * the service asked for, has passed since the previous one ended. `patienceMs`: the longest wait.
 */
export function sourceGate(
  service: string,
  { gapMs, patienceMs = 60_000 }: { gapMs: number; patienceMs?: number },
): Gate {
  return async (request) => {
    // The time runs from before the lease was taken, so that a request always ends before its lease.
    const { lease, since } = await letIn(service, patienceMs)
    let restMs = gapMs
    try {
      const passed = await request(REQUEST_MS - (performance.now() - since))
      restMs = Math.max(gapMs, passed.restMs)
      return passed.result
    } finally {
      await endLease(lease, restMs)
    }
  }
}

async function letIn(
  service: string,
  patienceMs: number,
): Promise<{ lease: Lease; since: number }> {
  const name = `gate:${service}`
  const start = performance.now()
  for (;;) {
    const since = performance.now()
    const lease = await takeLease(name, LEASE_MS)
    if (lease) return { lease, since }
    const { isHeld, ms } = await findWait(name)
    const waited = performance.now() - start
    if (waited > patienceMs || (!isHeld && waited + ms > patienceMs)) {
      throw new GateClosed(service, ms)
    }
    // A little at random, so that those waiting don't all come at once.
    await sleep(Math.min(ms, LOOK_MS) + Math.random() * 50)
  }
}
