/** The orders of papers and the arithmetic of fresh votes; /about/ranking explains them in words. */

import { count } from './dates.ts'

export const ORDERS = ['votes', 'trending', 'new', 'discussed'] as const
export type Order = (typeof ORDERS)[number]

/** A vote's weight halves in this time. */
export const HALF_LIFE_HOURS = 48
const EPOCH = Date.UTC(2020, 0, 1)
const HALF_LIFE_MS = HALF_LIFE_HOURS * 3_600_000

/** The order an address asks for; the fallback if it names none, null if it names an unknown one. */
export function parseOrder(text: string | undefined, fallback: Order): Order | null {
  if (text === undefined) return fallback
  return ORDERS.find((order) => order === text) ?? null
}

/**
 * x(t): half-lives since 2020-01-01T00:00Z, the exponent of a vote cast at t under forward decay
 * (Cormode, Shkapenyuk, Srivastava, Xu: Forward Decay, ICDE 2009).
 */
export function halfLivesAt(time: Date): number {
  return (time.getTime() - EPOCH) / HALF_LIFE_MS
}

/** Whether enough is left of a paper's votes to show with one decimal. */
export function isFresh(score: number, now: Date): boolean {
  return freshVotes(score, now) >= 0.05
}

/** "12.4 fresh votes": the votes by their weight now. */
export function freshText(score: number, now: Date): string {
  if (!isFresh(score, now)) return 'No fresh votes'
  const fresh = freshVotes(score, now)
  const shown = fresh < 1000 ? fresh.toFixed(1) : count(Math.round(fresh))
  return `${shown} fresh ${shown === '1.0' ? 'vote' : 'votes'}`
}

/** The votes by their weight now: 2^(score − x(now)); 0 for a paper without votes (score −Infinity). */
export function freshVotes(score: number, now: Date): number {
  return 2 ** (score - halfLivesAt(now))
}
