/** A session made by hand, for a local site's command line and for tests. */
import { changeRole, findAccount } from '../db/members/roles.ts'
import type { Role } from '../domain/member.ts'
import { OPERATOR } from '../domain/moderation.ts'
import { auth } from './auth.ts'

/** Makes the member if there is none, sets the role, and returns `name=value` of a new session's cookie. */
export async function signInWithoutMail(email: string, role: Role): Promise<string> {
  let token = ''
  const headers = new Headers()
  const deliver = (made: string) => {
    token = made
  }
  await auth().api.signInMagicLink({ body: { email, metadata: { deliver } }, headers })
  const answer = await auth().api.magicLinkVerify({
    query: { token },
    headers,
    returnHeaders: true,
  })
  const account = await findAccount({ email })
  if (account) await changeRole(account.id, role, { actor: OPERATOR, now: new Date() })
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}
