/** HMACs of addresses: equal for equal addresses, and impossible to read back. */
import { createHmac } from 'node:crypto'
import { env } from '../../env.ts'

/** In hex; `key` is the one kept in the database (kept-secrets.ts). */
export function addressUnder(key: string, email: string): string {
  return createHmac('sha256', key).update(email).digest('hex')
}

/** The address's HMACs from before the key was kept: under AUTH_SECRET and under the previous one. */
export function formerHmacs(email: string): string[] {
  return authSecrets().map((secret) => macUnder(secret, 'address', email).toString('hex'))
}

/** A text's MAC under AUTH_SECRET or the previous one; each purpose has its own key. */
export function macUnder(secret: string, purpose: string, text: string): Buffer {
  const key = createHmac('sha256', secret).update(`broadsheet ${purpose}`).digest()
  return createHmac('sha256', key).update(text).digest()
}

/** The secrets that old links and addresses may have been made with. */
export function authSecrets(): string[] {
  const { AUTH_SECRET, AUTH_SECRET_PREVIOUS } = env()
  return [AUTH_SECRET, AUTH_SECRET_PREVIOUS].filter((secret) => secret !== undefined)
}
