/** What is known of a subscriber by secrets alone: capabilities in links, and addresses unread. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { env } from '../env.ts'

const MAC_BYTES = 16

/** The address under a secret: equal addresses are equal, and nobody can read them back. */
export function emailHmac(email: string): string {
  return mac('address', email).toString('hex')
}

/**
 * The capability to stop one subscription's mail and nothing else. It never expires; a new
 * `version` makes the old ones dead. 23 letters or a few more.
 */
export function unsubscribeToken(subscriptionId: number, version: number): string {
  return `${subscriptionId.toString(36)}-${unsubscribeMac(subscriptionId, version).toString('base64url')}`
}

/** The subscription that a token speaks of, if it is spelt like one; the token is not verified. */
export function subscriptionIdIn(token: string): number | null {
  const match = /^([1-9a-z][0-9a-z]{0,5})-[\w-]{22}$/.exec(token)
  const id = match ? Number.parseInt(match[1] ?? '', 36) : Number.NaN
  return id <= 2_147_483_647 ? id : null
}

/** Whether a token is the one of this subscription and version; takes the same time either way. */
export function isUnsubscribeToken(token: string, subscriptionId: number, version: number) {
  const given = Buffer.from(token.slice(token.indexOf('-') + 1), 'base64url')
  const right = unsubscribeMac(subscriptionId, version)
  return given.length === right.length && timingSafeEqual(given, right)
}

/** A capability of 256 random bits for a link, and what the database keeps of it. */
export function makeToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashToken(token) }
}

/** What the database keeps of a token. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

function unsubscribeMac(subscriptionId: number, version: number): Buffer {
  return mac('unsubscribe', `${subscriptionId}:${version}`).subarray(0, MAC_BYTES)
}

/** Each purpose has a key of its own. */
function mac(purpose: string, text: string): Buffer {
  const { AUTH_SECRET } = env()
  if (!AUTH_SECRET) throw new Error('AUTH_SECRET is not set.')
  const key = createHmac('sha256', AUTH_SECRET).update(`broadsheet ${purpose}`).digest()
  return createHmac('sha256', key).update(text).digest()
}
