/** Which of a member's sessions is this one. */
import { headers } from 'next/headers'
import { auth } from './auth.ts'

/** The id of the session that asks, or null. */
export async function currentSessionId(): Promise<string | null> {
  const found = await auth().api.getSession({ headers: await headers() })
  return found?.session.id ?? null
}
