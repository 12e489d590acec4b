/** What the front must know of members: how a request shows that one is asking. */

/** A session cookie, under any of the prefixes that https adds. */
const SESSION_COOKIE = /(?:^|;\s*)(?:__Host-|__Secure-)?broadsheet\.session_token=[^;\s]/

/** Whether a Cookie header carries a session; whether it is a live one only a render can tell. */
export function hasSessionCookie(cookieHeader: string | undefined): boolean {
  return cookieHeader !== undefined && SESSION_COOKIE.test(cookieHeader)
}
