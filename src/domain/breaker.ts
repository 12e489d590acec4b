/** When a run has to stop because the relay, not the mails, is at fault. */
import { BREAKS_AFTER, type Outcome } from './delivery.ts'

/** So many in doubt in a row, and the relay is not to be trusted either. */
const DOUBTS = 2 * BREAKS_AFTER

export type Breaker = {
  /** Takes note of what became of a mail. */
  record: (id: string, outcome: Outcome) => void
  /** Why the run has to stop, or null. */
  reason: () => string | null
  /** The mails that failed while it broke and after, which was not their fault. */
  blameless: () => string[]
}

/** A breaker that opens after five failures of the relay in a row, and stays open. */
export function makeBreaker(): Breaker {
  const streak: string[] = []
  let doubts = 0
  let reason: string | null = null
  return {
    record(id, outcome) {
      if (outcome.kind === 'doubt') doubts++
      else if (outcome.kind !== 'sent' && outcome.strain === 'relay') streak.push(id)
      else if (reason === null) {
        streak.length = 0
        doubts = 0
      }
      const isBroken = streak.length >= BREAKS_AFTER || doubts >= DOUBTS
      if (isBroken && outcome.kind !== 'sent') reason ??= outcome.reason
    },
    reason: () => reason,
    blameless: () => (reason === null ? [] : streak),
  }
}
