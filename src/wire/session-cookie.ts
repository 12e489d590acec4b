/** The session cookie as better-auth writes it: a token and its HMAC, with a dot in between. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { cookiePrefix } from '../domain/member.ts'

/** `secrets`: any of them may have signed the cookie; without any, no cookie is valid. */
export type CookieSigning = { isSecure: boolean; secrets: (string | undefined)[] }

export function sessionCookieName(isSecure: boolean): string {
  return `${cookiePrefix(isSecure)}.session_token`
}

/** The token in a cookie's value, if this site signed it, or null. Only the database knows whether the session is live. */
export function signedToken(value: string, secrets: (string | undefined)[]): string | null {
  const [, token, signature] = /^([^.]+)\.([^.]+)$/.exec(value) ?? []
  if (!token || !signature) return null
  return secrets.some((secret) => secret && isSigned(token, signature, secret)) ? token : null
}

function isSigned(token: string, signature: string, secret: string): boolean {
  const signed = createHmac('sha256', secret).update(token).digest()
  const given = Buffer.from(signature, 'base64')
  return given.length === signed.length && timingSafeEqual(given, signed)
}

/** Whether a Cookie header carries a session that this site signed. */
export function hasSignedSession(header: string, { isSecure, secrets }: CookieSigning): boolean {
  const start = `${sessionCookieName(isSecure)}=`
  return header.split(';').some((pair) => {
    const cookie = pair.trim()
    return (
      cookie.startsWith(start) && signedToken(decoded(cookie.slice(start.length)), secrets) !== null
    )
  })
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}
