/** Members put into a test database. */
import { db } from '../../src/db/client.ts'

/** Makes a member whose id and handle are the name; name only what matters. */
export async function givenMember(
  name: string,
  given: Partial<{
    email: string
    createdAt: Date
    bannedAt: Date
    wantsReplyMail: boolean
    role: string
  }> = {},
): Promise<string> {
  const member = { id: name, handle: name, name, email: `${name}@example.org`, emailVerified: true }
  await db().member.create({ data: { ...member, ...given } })
  return name
}
