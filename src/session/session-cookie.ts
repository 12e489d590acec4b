/** The session of the request. Read here, since asking better-auth costs a member's page 3 ms of processor time. */
import { cookies } from 'next/headers'
import { sessionCookieName, signedToken } from '../domain/session-cookie.ts'
import { env } from '../env.ts'

/** The token of a cookie that this site has signed, or null; whether it is a live one the database knows. */
export async function sessionToken(): Promise<string | null> {
  const { AUTH_SECRET, isSecure } = env()
  const value = (await cookies()).get(sessionCookieName(isSecure))?.value ?? ''
  return signedToken(value, [AUTH_SECRET])
}
