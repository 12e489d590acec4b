/** What time it is: work that lasts looks again and again, and does not trust the moment it began. */

export type Clock = () => Date

export const systemClock: Clock = () => new Date()

/** A clock that shows `start` now and goes on from there. */
export function clockFrom(start: Date): Clock {
  const aheadMs = start.getTime() - Date.now()
  return () => new Date(Date.now() + aheadMs)
}
