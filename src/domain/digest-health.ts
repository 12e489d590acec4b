/** Whether the digest is going out as it should, in one plain sentence for the operator. */

const HOUR_MS = 3_600_000
/** A mail that is due may wait this long for its run, a relay that says "later", or a long list. */
const LATE_MS = 2 * HOUR_MS

type Run = { paused: string | null; refusing: string[]; errors: string[] }

/**
 * What is wrong at `now`, or null. `waitingSince`: when the longest-waiting mail fell due. The words
 * name no relay and no address, since everybody may read them.
 */
export function digestTrouble(
  run: Run | null,
  waitingSince: Date | null,
  now: Date,
): string | null {
  if (run && run.errors.length > 0) return 'Something failed in the last run.'
  if (run?.paused) return 'The mail relay did not accept mail in the last run.'
  const waitMs = waitingSince ? now.getTime() - waitingSince.getTime() : 0
  if (waitMs > LATE_MS) return `Email has been waiting for ${Math.floor(waitMs / HOUR_MS)} hours.`
  if (run && run.refusing.length > 0)
    return 'Some recipients\u2019 mail servers are refusing the digest.'
  return null
}
