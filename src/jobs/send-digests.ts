/**
 * The digest's one job: plan what is due, send what is queued, report what became of it.
 *
 * The words of the digest, in the order in which they matter to a mail:
 * - news: a paper is news from one instant, when it was first listed (`news_at`), and only once.
 * - slot: an instant at which a subscriber's digest is due, with its local date (domain/digest.ts).
 * - turn: what a slot means for one subscriber: which news it brings, and until when it may be sent
 *   (domain/digest-turn.ts). Confirming a subscription is a turn too: the first.
 * - window: the news from one instant up to another. A subscriber's windows touch but never overlap.
 * - audience: the subscribers whose turns bring the same papers; one digest is made for all of them.
 * - frozen: a digest is rendered once, for its audience, and never changes after that.
 * - delivery: one mail to one person, a row in the ledger from its queue to its end (db/deliveries).
 * - letter: a mail that is no digest, such as a sign-in link. It has a delivery too.
 * - sender: one run of this job, in one process, that claims mails and sends them.
 * - claim: a sender's right to send a mail. It runs out unless the sender lives to renew it.
 * - lease: the right of one process to run a job or read a feed (db/leases.ts); no mail has one.
 * - relay: the SMTP server that mails are handed to.
 * - doubt: nobody knows whether the relay took the mail. It is sent once more.
 * - held: in doubt twice, or in doubt and too old to send. An admin decides, on the desk.
 * - given back: the window of a mail that was never sent. The next turn brings its papers.
 */
import { countRemaining, type Swept, sweepDeliveries } from '../db/deliveries/delivery-sweep.ts'
import { recordDigestRun } from '../db/digests/digest-runs.ts'
import { purgePending } from '../db/subscriptions/subscriptions.ts'
import type { Clock } from '../domain/clock.ts'

import { digestQueue } from './digest-queue.ts'
import { type DrainOptions, drainDeliveries } from './drain-deliveries.ts'
import { planDigests } from './plan-digests.ts'
import type { DrainReport } from './sender.ts'
import { makeTrying, repeat } from './trying.ts'

/** The counts of one run; `paused` says why it stopped early, to be continued by the next. */
export type DigestReport = {
  digests: number
  planned: number
  sent: number
  retried: number
  /** Those of the retried mails that could not be offered to the relay at all. */
  unreachable: number
  in_doubt: number
  held: number
  failed: number
  bounced: number
  cancelled: number
  expired: number
  remaining: number
  paused: string | null
  /** Domains that refused mail after mail and are left alone for a while, with what they said. */
  refusing: Record<string, string>
  /** What else went wrong, in plain words; everything else was done regardless. */
  errors: string[]
}
export type DigestOptions = DrainOptions & { planEveryMs?: number }

/** A run may last for hours, and more turns come due meanwhile. */
const PLAN_EVERY_MS = 60_000
const NOTHING_SWEPT: Swept = { inDoubt: 0, held: 0, expired: 0 }
const NOTHING_PLANNED = { digests: 0, planned: 0, errors: [] }

/**
 * Sends the digests that are due, reading `clock` at each step and for each mail. Any number of
 * processes may do this at once; each mail leaves once. `signal` ends the run early, in good order.
 * Never throws: what went wrong is in the report and stops nothing else.
 */
export async function sendDigests(
  clock: Clock,
  { planEveryMs = PLAN_EVERY_MS, ...options }: DigestOptions = {},
): Promise<DigestReport> {
  const startedAt = clock()
  const errors = new Set<string>()
  const trying = makeTrying(errors)
  await trying('Forgetting old requests', () => purgePending(startedAt), 0)
  const sums = { digests: 0, planned: 0, inDoubt: 0, held: 0, expired: 0 }
  const sweep = () => sweepDeliveries('digests', clock())
  const plan = async () => {
    add(sums, await trying('Sweeping the ledger', sweep, NOTHING_SWEPT))
    const planned = await trying('Planning', () => planDigests(clock()), NOTHING_PLANNED)
    add(sums, { digests: planned.digests, planned: planned.planned })
    for (const error of planned.errors) errors.add(error)
  }
  await plan()
  const stopPlanning = repeat(plan, planEveryMs)
  const drained = await drainDeliveries(digestQueue(), clock, options)
  await stopPlanning()
  const remaining = await trying('Counting what remains', () => countRemaining('digests'), 0)
  for (const error of drained.errors) errors.add(error)
  const report = reportOf(sums, drained, { remaining, errors: [...errors] })
  if (didSomething(report))
    await trying('Noting the run', () => recordDigestRun(startedAt, report), undefined)
  return { ...report, errors: [...errors] }
}

function reportOf(
  { digests, planned, ...swept }: Record<'digests' | 'planned' | keyof Swept, number>,
  { counts, paused, refusing }: DrainReport,
  rest: { remaining: number; errors: string[] },
): DigestReport {
  return {
    ...{ digests, planned },
    sent: counts.sent,
    retried: counts.retry + counts.unreachable,
    unreachable: counts.unreachable,
    in_doubt: counts.doubt + swept.inDoubt,
    held: counts.held + swept.held,
    failed: counts.refused,
    bounced: counts.bounced,
    cancelled: counts.cancelled,
    expired: counts.expired + swept.expired,
    ...{ paused, refusing, ...rest },
  }
}

function didSomething({ remaining: _, refusing, errors, ...counts }: DigestReport): boolean {
  const isTold = errors.length > 0 || Object.keys(refusing).length > 0
  return isTold || Object.values(counts).some(Boolean)
}

function add<Name extends string>(
  sums: Record<Name, number>,
  counts: Partial<Record<Name, number>>,
): void {
  for (const name of Object.keys(counts) as Name[]) sums[name] += counts[name] ?? 0
}
