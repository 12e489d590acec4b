/** Which votes count for the rank. All are shown; those that don't count say why. */

/**
 * More votes than this for one paper, within BURST_HOURS of each other, from accounts on one network
 * that are all younger than SETTLED_DAYS, are a burst: none of them counts until the accounts have
 * settled.
 */
export const BURST_SIZE = 3
export const BURST_HOURS = 24
export const SETTLED_DAYS = 7

/** A time such as `12h` or `3d` (the format of RANK_MIN_ACCOUNT_AGE) in hours. */
export function hoursOf(age: string): number {
  const [, number, unit] = /^(\d+)([hd])$/.exec(age) ?? []
  return Number(number ?? 0) * (unit === 'd' ? 24 : 1)
}
