/** Email addresses: one strict spelling for sign-in, subscriptions and senders alike. */

/** The name that mail programs show, and the address behind it. */
export type Sender = { name: string; address: string }

const LONGEST = 254
const LONGEST_LOCAL_PART = 64
/** HTML's own rule for the part before the @ (and RFC 5322's for dots in it), plus letters of any script (RFC 6531). */
const WORD = String.raw`[a-z0-9!#$%&'*+/=?^_\x60{|}~\-]|(?![\x00-\x7f])[\p{L}\p{M}\p{N}]`
const LOCAL_PART = new RegExp(`^(?:${WORD})+(?:\\.(?:${WORD})+)*$`, 'u')
const TYPED_DOMAIN = /^[\p{L}\p{M}\p{N}.\u3002\uff0e\uff61-]{1,253}$/u
/** HTML's rule for the part after it, but with at least one dot and an end that isn't a number. */
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const DOMAIN = new RegExp(`^(?:${LABEL}\\.)+(?![0-9]+$)${LABEL}$`)
const encoder = new TextEncoder()

/**
 * The address in lower case, without outer spaces, or null if it isn't one. The domain is written in
 * ASCII (`info@пример.рф` becomes `info@xn--e1afmkfd.xn--p1ai`), so that each address has one
 * spelling. At most 254 bytes (RFC 5321 4.5.3.1) and no quoted names, so it is safe in any header.
 */
export function parseEmailAddress(text: string): string | null {
  const typed = text.trim()
  if (typed.length > LONGEST) return null
  const at = typed.lastIndexOf('@')
  const local = typed.slice(0, at).toLowerCase().normalize('NFC')
  const domain = at < 1 ? null : asciiDomain(typed.slice(at + 1))
  if (domain === null || !LOCAL_PART.test(local)) return null
  const address = `${local}@${domain}`
  const isTooLong = bytesOf(local) > LONGEST_LOCAL_PART || bytesOf(address) > LONGEST
  return isTooLong ? null : address
}

/** Whether mail to an address needs a relay that offers SMTPUTF8 (RFC 6531). */
export function needsSmtpUtf8(address: string): boolean {
  return /[^\x20-\x7e]/.test(address)
}

/**
 * The mailbox an address most likely leads to: without dots, and without what follows a plus. Only
 * for limits, where a wrong guess costs nobody their mail.
 */
export function mailboxOf(address: string): string {
  const at = address.lastIndexOf('@')
  const [name = ''] = address.slice(0, at).split('+')
  return `${name.replaceAll('.', '') || address.slice(0, at)}${address.slice(at)}`
}

/** The address in a form only its owner recognises: `t…s@uni.edu`. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@')
  const letters = [...address.slice(0, at)]
  const last = letters.length > 2 ? letters.at(-1) : ''
  return `${letters[0] ?? ''}…${last}${address.slice(at)}`
}

/** Reads `Broadsheet <papers@example.org>` or a bare address; null if it is neither. */
export function parseSender(text: string): Sender | null {
  const match = /^(?:"?([^"<>\p{Cc}]*?)"? *<([^<>]+)>|([^<>]+))$/u.exec(text.trim())
  const address = match?.[2] ?? match?.[3] ?? ''
  const isLocal = /^[a-z0-9.+-]+@localhost$/i.test(address)
  const parsed = isLocal ? address.toLowerCase() : parseEmailAddress(address)
  return parsed === null ? null : { name: match?.[1]?.trim() ?? '', address: parsed }
}

/** The part after the @. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}

/** A domain as mail servers spell it (IDNA, as browsers do it), or null. */
function asciiDomain(typed: string): string | null {
  const address = `http://${typed}`
  if (!TYPED_DOMAIN.test(typed) || !URL.canParse(address)) return null
  const { hostname } = new URL(address)
  return DOMAIN.test(hostname) ? hostname : null
}

function bytesOf(text: string): number {
  return encoder.encode(text).length
}
