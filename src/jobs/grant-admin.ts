/** Makes a member an admin on the operator's word: for the first admin, nobody else can. */
import { changeRole, findAccount } from '../db/members/roles.ts'
import { OPERATOR } from '../domain/moderation.ts'

/** `isNew`: they weren't one before. Null if no member has the address or the account is closed. */
export async function grantAdmin(
  email: string,
  now: Date,
): Promise<{ handle: string; isNew: boolean } | null> {
  const account = await findAccount({ email })
  if (!account || account.bannedAt) return null
  const isNew = await changeRole(account.id, 'admin', { actor: OPERATOR, now })
  return { handle: account.handle, isNew }
}
