/** The session of the request. Read here, since asking better-auth costs a member's page 3 ms of processor time. */
import { cookies } from 'next/headers'
import { env } from '../env.ts'
import { sessionCookieName, signedToken } from '../wire/session-cookie.ts'

/**
 * The token of a cookie that this site has signed, or null; whether it is a live one the database
 * knows. A signature by the secret before counts: without a live token it is worth nothing.
 */
export async function sessionToken(): Promise<string | null> {
  const { AUTH_SECRET, AUTH_SECRET_PREVIOUS, isSecure } = env()
  const value = (await cookies()).get(sessionCookieName(isSecure))?.value ?? ''
  return signedToken(value, [AUTH_SECRET, AUTH_SECRET_PREVIOUS])
}
