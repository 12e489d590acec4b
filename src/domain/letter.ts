/** Mails to one person other than digests: their kinds, how long each is worth sending, and which addresses are hopeless. */
import { domainOf } from './email-address.ts'

export type LetterKind = 'confirm' | 'manage' | 'sign-in' | 'reply'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** How long to keep trying to send a letter; a sign-in link comes with its own time. */
export const LETTER_LIFE_MS: Record<Exclude<LetterKind, 'sign-in'>, number> = {
  confirm: 24 * HOUR_MS,
  manage: 12 * HOUR_MS,
  reply: 72 * HOUR_MS,
}

/**
 * Top-level domains that are never in the DNS (RFC 2606, RFC 6761, RFC 6762, RFC 7686). example.com,
 * .net and .org do exist; their own servers say that they accept no mail.
 */
const NOWHERE = new Set(['invalid', 'test', 'example', 'localhost', 'local', 'onion', 'alt'])

/** Whether mail to an address could possibly arrive. */
export function canArrive(email: string): boolean {
  const domain = domainOf(email)
  return domain.includes('.') && !NOWHERE.has(domain.slice(domain.lastIndexOf('.') + 1))
}
