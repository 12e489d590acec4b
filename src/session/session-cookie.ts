/** The session of the request. Read here, since asking better-auth takes 3 ms of processor time per page. */
import { cookies } from 'next/headers'
import { env } from '../env.ts'
import { sessionCookieName, signedToken } from '../wire/session-cookie.ts'

/**
 * The token of a cookie that this site has signed, or null; the database knows whether it is live.
 * A signature with the previous secret counts too: without a live token it is worth nothing.
 */
export async function sessionToken(): Promise<string | null> {
  const { AUTH_SECRET, AUTH_SECRET_PREVIOUS, isSecure } = env()
  const value = (await cookies()).get(sessionCookieName(isSecure))?.value ?? ''
  return signedToken(value, [AUTH_SECRET, AUTH_SECRET_PREVIOUS])
}
