/** Which of a member's sessions this is. */
import { findSessionId } from '../db/members/session-rows.ts'
import { sessionToken } from './session-cookie.ts'

/** The id of the request's session, or null. */
export async function currentSessionId(): Promise<string | null> {
  const token = await sessionToken()
  return token === null ? null : findSessionId(token)
}
