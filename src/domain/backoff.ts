/** When to try a source again after a failure. */

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** The waits after the first failures; every further failure doubles the last of them, up to a day. */
const FIRST_MINUTES = [1, 5, 15, 60]
/** After this many failures in a row a source counts as down, and gets only an occasional try. */
export const BREAKER_FAILURES = 5
/** Trying a source that cannot even be reached is no burden to it. */
const LONGEST_UNREACHED_MS = 60 * MINUTE_MS

/**
 * Milliseconds to wait after the nth failure in a row: 1, 5, 15, 60 minutes, then 2, 4, 8 … up to 24
 * hours, plus up to a fifth by `random` (0 to 1) so that installations don't ask in step. Never less
 * than the source asked for.
 */
export function backoffMs(
  failures: number,
  {
    random,
    retryAfterMs,
    isReached,
  }: { random: number; retryAfterMs: number | null; isReached: boolean },
): number {
  const doublings = Math.max(0, failures - FIRST_MINUTES.length)
  const minutes = FIRST_MINUTES[failures - 1] ?? 60 * 2 ** Math.min(doublings, 10)
  const cap = isReached ? DAY_MS : LONGEST_UNREACHED_MS
  const wait = Math.min(minutes * MINUTE_MS * (1 + random / 5), cap)
  return Math.max(wait, retryAfterMs ?? 0)
}
