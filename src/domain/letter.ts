/** Mails to one person that are no digest, how long each is worth sending, and to whom never. */
import { domainOf } from './email-address.ts'

export type LetterKind = 'confirm' | 'manage' | 'sign-in' | 'reply'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** How long a letter is tried; a sign-in link says itself how long it works. */
export const LETTER_LIFE_MS: Record<Exclude<LetterKind, 'sign-in'>, number> = {
  confirm: 24 * HOUR_MS,
  manage: 12 * HOUR_MS,
  reply: 72 * HOUR_MS,
}

/**
 * Top-level names that are never in the DNS (RFC 2606, RFC 6761, RFC 6762, RFC 7686). The domains
 * example.com, .net and .org do exist: their own servers say that they take no mail.
 */
const NOWHERE = new Set(['invalid', 'test', 'example', 'localhost', 'local', 'onion', 'alt'])

/** Whether mail to an address could arrive at all. */
export function canArrive(email: string): boolean {
  const domain = domainOf(email)
  return domain.includes('.') && !NOWHERE.has(domain.slice(domain.lastIndexOf('.') + 1))
}
