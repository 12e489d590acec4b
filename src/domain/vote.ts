/** Which votes count for the rank. All are shown; those that do not count say why. */

/** An account below RANK_MIN_ACCOUNT_AGE, one of a burst from one network, or its own submission. */
export type VoteReason = 'young-account' | 'burst' | 'own-submission'

export const REASON_TEXTS: Record<VoteReason, string> = {
  'young-account': 'the account is too new',
  burst: 'many new accounts of one network voted for this paper at once',
  'own-submission': 'it is the member’s own submission',
}

/**
 * More votes than this for one paper, within BURST_HOURS of each other, from accounts of one
 * network that are all younger than SETTLED_DAYS, are a burst: none of them counts until the
 * accounts have settled.
 */
export const BURST_SIZE = 3
export const BURST_HOURS = 24
export const SETTLED_DAYS = 7

/** `12h` or `3d`, as RANK_MIN_ACCOUNT_AGE is given, in hours. */
export function hoursOf(age: string): number {
  const [, number, unit] = /^(\d+)([hd])$/.exec(age) ?? []
  return Number(number ?? 0) * (unit === 'd' ? 24 : 1)
}
