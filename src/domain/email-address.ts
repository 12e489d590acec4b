/** Email addresses: one strict spelling, the same for sign-in, subscriptions and senders. */
import { z } from 'zod'

/** A name that mail programs show, and the address behind it. */
export type Sender = { name: string; address: string }

const LONGEST = 254
const LONGEST_LOCAL_PART = 64
const email = z.email()
/** Nothing that separates, quotes or comments in a header; on `localhost` only a sender may live. */
const PLAIN = /^[^\s<>,;:"()\\]+@[^\s<>,;:"()\\]+$/

/**
 * The address in lower case and without outer spaces, or null when it is none. ASCII only, no
 * quoted names, at most 254 characters (RFC 5321 4.5.3.1): what passes is safe in any header.
 */
export function parseEmailAddress(text: string): string | null {
  const address = text.trim().toLowerCase()
  const isTooLong = address.length > LONGEST || address.indexOf('@') > LONGEST_LOCAL_PART
  if (isTooLong || !PLAIN.test(address) || !email.safeParse(address).success) return null
  return address
}

/** What only its owner recognises: `t…s@uni.edu`. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@')
  const letters = [...address.slice(0, at)]
  const last = letters.length > 2 ? letters.at(-1) : ''
  return `${letters[0] ?? ''}…${last}${address.slice(at)}`
}

/** `Broadsheet <papers@example.org>` or a bare address; null when it is neither. */
export function parseSender(text: string): Sender | null {
  const match = /^(?:"?([^"<>\p{Cc}]*?)"? *<([^<>]+)>|([^<>]+))$/u.exec(text.trim())
  const address = match?.[2] ?? match?.[3] ?? ''
  const isLocal = /^[a-z0-9.+-]+@localhost$/i.test(address)
  const parsed = isLocal ? address.toLowerCase() : parseEmailAddress(address)
  return parsed === null ? null : { name: match?.[1]?.trim() ?? '', address: parsed }
}

/** What stands behind the @. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}
