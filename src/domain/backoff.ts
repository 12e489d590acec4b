/** When to ask a source again that has failed. */

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** After the first failures; each one more doubles the last of these, up to a day. */
const FIRST_MINUTES = [1, 5, 15, 60]
/** From so many failures in a row on, a source is left alone but for one try at a time. */
export const BREAKER_FAILURES = 5
/** A source that was not even reached is not burdened by being tried. */
const LONGEST_UNREACHED_MS = 60 * MINUTE_MS

/**
 * Milliseconds to wait after the nth failure in a row: 1, 5, 15, 60 minutes, then 2, 4, 8 … hours
 * up to 24, and up to a fifth more by `random` (0 to 1) so that installations do not ask in step.
 * Never less than the source itself asked for.
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
