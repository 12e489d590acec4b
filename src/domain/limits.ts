/** How often things may be done. */

/** `points` times within `seconds` of the first; after that refused until the time is up. */
export type Limit = { points: number; seconds: number }

const MINUTE = 60
const HOUR = 3_600
const DAY = 86_400

export const LIMITS = {
  'sign-in-address-minute': { points: 1, seconds: MINUTE },
  'sign-in-address': { points: 5, seconds: 30 * MINUTE },
  'sign-in-network': { points: 20, seconds: 10 * MINUTE },
  'sign-in-press': { points: 30, seconds: 10 * MINUTE },
  'subscribe-network': { points: 20, seconds: HOUR },
  /** For everybody together, against people who would use the site to flood others. */
  'subscribe-site': { points: 300, seconds: HOUR },
  /** Letters asked for, per mailbox: plus-variants of an address count as one. */
  'letter-mailbox': { points: 6, seconds: HOUR },
  'subscription-press': { points: 60, seconds: 10 * MINUTE },
  'test-digest': { points: 20, seconds: HOUR },
  tap: { points: 240, seconds: MINUTE },
  'comment-burst': { points: 3, seconds: 30 },
  comment: { points: 60, seconds: HOUR },
  report: { points: 30, seconds: DAY },
  submit: { points: 50, seconds: DAY },
  'submit-lookup': { points: 20, seconds: MINUTE },
  settings: { points: 60, seconds: HOUR },
  export: { points: 20, seconds: HOUR },
} as const satisfies Record<string, Limit>

export type LimitName = keyof typeof LIMITS
