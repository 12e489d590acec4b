/** The digest's one job: plan what is due, send what is queued, tell what became of it. */

import { countRemaining, sweepDeliveries } from '../db/delivery-sweep.ts'
import { recordDigestRun } from '../db/digest-runs.ts'
import { purgePending } from '../db/subscriptions.ts'
import type { Clock } from '../domain/clock.ts'
import { type DrainOptions, drainDeliveries } from './drain-deliveries.ts'
import { planDigests } from './plan-digests.ts'

/** Counts of one run; `paused` says why it stopped early and should be tried again later. */
export type DigestReport = {
  digests: number
  planned: number
  sent: number
  retried: number
  in_doubt: number
  held: number
  failed: number
  bounced: number
  cancelled: number
  expired: number
  remaining: number
  paused: string | null
}

/**
 * A mail that has passed the gate may wait for a connection and then take its own time, 60 s each,
 * and its end may be written late by 10 s; a sender that is silent for longer is taken for dead.
 */
const LEASE = { seconds: 180 }

/**
 * Sends the digests that are due, by `clock` at each step and for each mail. Any number of processes may do so at once; each mail
 * leaves once. `signal` ends the run early, in good order.
 */
export async function sendDigests(
  clock: Clock,
  { signal, lease = LEASE }: Partial<DrainOptions> = {},
): Promise<DigestReport> {
  const startedAt = clock()
  await purgePending(startedAt)
  const swept = await sweepDeliveries(startedAt)
  const { errors: _errors, ...plan } = await planDigests(startedAt)
  const { counts, paused } = await drainDeliveries(clock, { signal, lease })
  const report = {
    ...plan,
    sent: counts.sent,
    retried: counts.retry + counts.unreachable,
    in_doubt: counts.doubt + swept.inDoubt,
    held: swept.held + counts.held,
    failed: counts.refused,
    bounced: counts.bounced,
    cancelled: counts.cancelled,
    expired: swept.expired + counts.expired,
    remaining: await countRemaining(),
    paused,
  }
  const didSomething = Object.entries(report).some(([name, value]) => name !== 'remaining' && value)
  if (didSomething) await recordDigestRun(startedAt, report)
  return report
}
