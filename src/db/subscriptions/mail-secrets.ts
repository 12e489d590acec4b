/** The secrets of subscriptions: tokens in links, and addresses that can be compared but not read. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { db, type Tx } from '../client.ts'
import { hashOf } from '../hash.ts'
import { mailKeys } from '../kept-secrets.ts'
import { addressUnder, authSecrets, macUnder } from '../suppressions/address-hmac.ts'
import { carryAddress } from '../suppressions/carry-addresses.ts'

/** Whose digest a link stops: by the start of the address's HMAC, or in the form of older links. */
export type Stopping =
  | { is: 'of an address'; hmacBegin: string }
  | { is: 'former'; subscriptionId: number; isOf: (version: number) => boolean }

const ADDRESS_BYTES = 10
const MAC_BYTES = 14
const FORMER_MAC_BYTES = 16
const FORMER = /^([1-9a-z][0-9a-z]{0,5})-([\w-]{22})$/
const DIGEST = /^d[\w-]{32}$/

/** An address's HMAC under the kept key: equal addresses give equal ones, and none can be read back. */
export async function emailHmac(email: string): Promise<string> {
  return addressUnder((await mailKeys()).address, email)
}

/** The same for an address that somebody gives; what was kept about it under AUTH_SECRET is carried over. */
export async function metAddress(email: string, tx: Tx = db()): Promise<string> {
  const { address } = await mailKeys()
  await carryAddress(tx, address, email)
  return addressUnder(address, email)
}

/**
 * A token, 33 characters long, that stops the digest to one address and does nothing else. It never
 * expires, and outlives the subscription and every change of settings.
 */
export async function unsubscribeToken(email: string): Promise<string> {
  const { address, unsubscribe } = await mailKeys()
  const begin = Buffer.from(addressUnder(address, email), 'hex').subarray(0, ADDRESS_BYTES)
  const mac = stopMac(unsubscribe, 'digest', begin)
  return `d${Buffer.concat([begin, mac]).toString('base64url')}`
}

/** What a token stops, or null if it wasn't made here. For an older token, ask `isOf` as well. */
export async function readUnsubscribeToken(token: string): Promise<Stopping | null> {
  if (!DIGEST.test(token)) return readFormerToken(token)
  const { unsubscribe } = await mailKeys()
  const given = Buffer.from(token.slice(1), 'base64url')
  const [begin, mac] = [given.subarray(0, ADDRESS_BYTES), given.subarray(ADDRESS_BYTES)]
  if (!timingSafeEqual(mac, stopMac(unsubscribe, 'digest', begin))) return null
  return { is: 'of an address', hmacBegin: begin.toString('hex') }
}

/** A token of 256 random bits for a link, and the hash that the database keeps. */
export function makeToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashOf(token) }
}

/** Links from before the key was kept name the subscription and a version, signed with AUTH_SECRET. */
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
