/** What is known of a subscriber by secrets alone: capabilities in links, and addresses unread. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { db, type Tx } from '../client.ts'
import { hashOf } from '../hash.ts'
import { mailKeys } from '../kept-secrets.ts'
import { addressUnder, authSecrets, macUnder } from '../suppressions/address-hmac.ts'
import { carryAddress } from '../suppressions/carry-addresses.ts'

/** Whose digest a link stops: by the beginning of the address's HMAC, or as links named it before. */
export type Stopping =
  | { is: 'of an address'; hmacBegin: string }
  | { is: 'former'; subscriptionId: number; isOf: (version: number) => boolean }

const ADDRESS_BYTES = 10
const MAC_BYTES = 14
const FORMER_MAC_BYTES = 16
const FORMER = /^([1-9a-z][0-9a-z]{0,5})-([\w-]{22})$/
const DIGEST = /^d[\w-]{32}$/

/** The address under the kept key: equal addresses are equal, and nobody can read them back. */
export async function emailHmac(email: string): Promise<string> {
  return addressUnder((await mailKeys()).address, email)
}

/** The same for an address that somebody brings; what was kept of it under AUTH_SECRET comes along. */
export async function metAddress(email: string, tx: Tx = db()): Promise<string> {
  const { address } = await mailKeys()
  await carryAddress(tx, address, email)
  return addressUnder(address, email)
}

/**
 * The capability to stop the digest to one address and nothing else. It never expires, and outlives
 * the subscription and every change of the settings. 33 letters.
 */
export async function unsubscribeToken(email: string): Promise<string> {
  const { address, unsubscribe } = await mailKeys()
  const begin = Buffer.from(addressUnder(address, email), 'hex').subarray(0, ADDRESS_BYTES)
  const mac = stopMac(unsubscribe, 'digest', begin)
  return `d${Buffer.concat([begin, mac]).toString('base64url')}`
}

/** What a token stops, if it was made here; else null. Former ones are only right with `isOf`. */
export async function readUnsubscribeToken(token: string): Promise<Stopping | null> {
  if (!DIGEST.test(token)) return readFormerToken(token)
  const { unsubscribe } = await mailKeys()
  const given = Buffer.from(token.slice(1), 'base64url')
  const [begin, mac] = [given.subarray(0, ADDRESS_BYTES), given.subarray(ADDRESS_BYTES)]
  if (!timingSafeEqual(mac, stopMac(unsubscribe, 'digest', begin))) return null
  return { is: 'of an address', hmacBegin: begin.toString('hex') }
}

/** A capability of 256 random bits for a link, and what the database keeps of it. */
export function makeToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashOf(token) }
}

/** Mails from before the key was kept name the subscription and a version, under AUTH_SECRET. */
function readFormerToken(token: string): Stopping | null {
  const [, number = '', mac = ''] = FORMER.exec(token) ?? []
  const subscriptionId = Number.parseInt(number, 36)
  if (!(subscriptionId <= 2_147_483_647)) return null
  const given = Buffer.from(mac, 'base64url')
  const isOf = (version: number) =>
    authSecrets().some((secret) => {
      const text = `${subscriptionId}:${version}`
      const right = macUnder(secret, 'unsubscribe', text).subarray(0, FORMER_MAC_BYTES)
      return given.length === right.length && timingSafeEqual(given, right)
    })
  return { is: 'former', subscriptionId, isOf }
}

function stopMac(key: string, stops: string, whose: Buffer | string): Buffer {
  const mac = createHmac('sha256', key).update(`${stops} `).update(whose).digest()
  return mac.subarray(0, MAC_BYTES)
}
