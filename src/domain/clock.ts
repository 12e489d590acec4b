/** Clocks: long work looks at one again and again instead of relying on the time at which it began. */

export type Clock = () => Date

export const systemClock: Clock = () => new Date()

/** A clock that shows `start` now and runs on from there. */
export function clockFrom(start: Date): Clock {
  const aheadMs = start.getTime() - Date.now()
  return () => new Date(Date.now() + aheadMs)
}
