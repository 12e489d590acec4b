/** An address under a key: equal addresses are equal, and nobody can read them back. */
import { createHmac } from 'node:crypto'
import { env } from '../../env.ts'

/** `key`: the one that is kept in the database (kept-secrets.ts). In hex. */
export function addressUnder(key: string, email: string): string {
  return createHmac('sha256', key).update(email).digest('hex')
}

/** What the address was before the key was kept: under AUTH_SECRET, and under the one before it. */
export function formerHmacs(email: string): string[] {
  return authSecrets().map((secret) => macUnder(secret, 'address', email).toString('hex'))
}

/** A text under AUTH_SECRET, or the one before; each purpose has a key of its own. */
export function macUnder(secret: string, purpose: string, text: string): Buffer {
  const key = createHmac('sha256', secret).update(`broadsheet ${purpose}`).digest()
  return createHmac('sha256', key).update(text).digest()
}

/** The secrets that old links and addresses may stand under. */
export function authSecrets(): string[] {
  const { AUTH_SECRET, AUTH_SECRET_PREVIOUS } = env()
  return [AUTH_SECRET, AUTH_SECRET_PREVIOUS].filter((secret) => secret !== undefined)
}
