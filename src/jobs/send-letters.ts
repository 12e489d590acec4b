/** Sends waiting letters: at once when one is queued, and again every minute until it is settled. */
import { sweepDeliveries } from '../db/deliveries/delivery-sweep.ts'
import { forgetEndedLetters } from '../db/deliveries/letters.ts'
import type { Clock } from '../domain/clock.ts'
import { wordsOf } from '../domain/error-words.ts'
import { type DrainOptions, drainDeliveries } from './drain-deliveries.ts'
import { letterQueue } from './letter-queue.ts'

/** The counts of one run; `paused` says why it stopped early. */
export type LetterReport = {
  sent: number
  retried: number
  in_doubt: number
  failed: number
  bounced: number
  /** Nobody wanted them any more. */
  cancelled: number
  expired: number
  paused: string | null
  refusing: Record<string, string>
  errors: string[]
}

/** Any number of processes may do this at once; each letter leaves once. */
export async function sendLetters(clock: Clock, options: DrainOptions = {}): Promise<LetterReport> {
  const swept = await sweepDeliveries('letters', clock())
  const { counts, paused, refusing, errors } = await drainDeliveries(letterQueue(), clock, options)
  await forgetEndedLetters(clock()).catch((error) => errors.push(wordsOf(error)))
  return {
    sent: counts.sent,
    retried: counts.retry + counts.unreachable,
    in_doubt: counts.doubt + swept.inDoubt,
    failed: counts.refused,
    bounced: counts.bounced,
    cancelled: counts.cancelled,
    expired: counts.expired + swept.expired,
    ...{ paused, refusing, errors },
  }
}
