/** A clock for tests. */
import type { Clock } from '../../src/domain/clock.ts'

/** One that stands still. */
export function at(now: Date): Clock {
  return () => now
}
