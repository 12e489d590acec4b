/** The gate of a service for the whole installation: one row in Postgres that every process asks. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Gate, GateClosed, REQUEST_MS } from '../../domain/gate.ts'
import { endLease, findWait, type Lease, takeLease } from '../leases.ts'

/** Longer than a request may take and any gap after it, so that the dead block nobody for long. */
const LEASE_MS = REQUEST_MS + 5_000
/** How often it is asked whether whoever holds the gate has ended. */
const LOOK_MS = 500

/**
 * Opens to one request at a time over all processes, and not before `gapMs` have passed since the
 * end of the one before, or what its answer asked for. `patienceMs`: the longest anybody waits.
 */
export function sourceGate(
  service: string,
  { gapMs, patienceMs = 60_000 }: { gapMs: number; patienceMs?: number },
): Gate {
  return async (request) => {
    // Counted from before it is let in, so that a request always ends before its lease.
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
    // A little at random, so that those who wait do not all come at once.
    await sleep(Math.min(ms, LOOK_MS) + Math.random() * 50)
  }
}
