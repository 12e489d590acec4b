/** The secret that providers send with each call when they sign nothing. */
import { isSameSecret } from '../same-secret.ts'

/**
 * Whether a call has MAIL_WEBHOOK_SECRET: as the password in the address that the provider calls
 * (Basic), or as a bearer token.
 */
export function bringsSecret(authorization: string | null, secret: string | undefined): boolean {
  const [, scheme = '', value = ''] = /^(Basic|Bearer) (\S+)$/i.exec(authorization ?? '') ?? []
  if (scheme.toLowerCase() === 'bearer') return isSameSecret(value, secret)
  const text = Buffer.from(value, 'base64').toString('utf8')
  return isSameSecret(text.slice(text.indexOf(':') + 1), secret) && text.includes(':')
}
