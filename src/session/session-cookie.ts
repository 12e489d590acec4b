/**
 * The session's cookie as better-auth writes it: a token, and its HMAC. Read here, since asking
 * better-auth costs a member's page 3 ms of processor time, most of its reading included.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { cookies } from 'next/headers'
import { cookiePrefix } from '../domain/member.ts'
import { env } from '../env.ts'

/**
 * The token of a cookie that this site has signed, or null; whether it is a live one the database
 * knows. A signature by the secret before counts: without a live token it is worth nothing.
 */
export async function sessionToken(): Promise<string | null> {
  const { AUTH_SECRET, AUTH_SECRET_PREVIOUS, isSecure } = env()
  const value = (await cookies()).get(`${cookiePrefix(isSecure)}.session_token`)?.value ?? ''
  const [, token, signature] = /^([^.]+)\.([^.]+)$/.exec(value) ?? []
  if (!token || !signature) return null
  const isOurs = [AUTH_SECRET, AUTH_SECRET_PREVIOUS].some(
    (secret) => secret && isSigned(token, signature, secret),
  )
  return isOurs ? token : null
}

function isSigned(token: string, signature: string, secret: string): boolean {
  const signed = createHmac('sha256', secret).update(token).digest()
  const given = Buffer.from(signature, 'base64')
  return given.length === signed.length && timingSafeEqual(given, signed)
}
