/** Members for tests, signed in the way `npm run member` signs them in. */
import { createHmac } from 'node:crypto'
import type { Role } from '../../src/domain/member.ts'

/** Of this process and of the sites that it serves. */
export const TEST_SECRET = 'a secret of the tests, 32 letters and more'

export type TestMember = { id: string; email: string; handle: string; cookie: string }

let made = 0

/** A fresh member on the database of this process, with the cookie of a session. */
export async function aMember(given: { email?: string; role?: Role } = {}): Promise<TestMember> {
  process.env.AUTH_SECRET ??= TEST_SECRET
  const email = given.email ?? `member-${++made}@example.org`
  const { signInWithoutMail } = await import('../../src/session/sign-in-without-mail.ts')
  const { db } = await import('../../src/db/client.ts')
  const cookie = await signInWithoutMail(email, given.role ?? 'member')
  const { id, handle } = await db().member.findUniqueOrThrow({ where: { email } })
  return { id, email, handle, cookie }
}

/** The cookie of a session that this site has signed and nobody has. */
export function strangersCookie(): string {
  const token = 'nobody-has-it'
  const signature = createHmac('sha256', TEST_SECRET).update(token).digest('base64')
  return `broadsheet.session_token=${encodeURIComponent(`${token}.${signature}`)}`
}

/** A member's row without a session, for tests of what is below sessions. */
export async function aMemberRow(
  given: { createdAt?: Date; bannedAt?: Date; role?: Role } = {},
): Promise<string> {
  const { db } = await import('../../src/db/client.ts')
  const name = `row-${++made}`
  const row = { id: name, email: `${name}@example.org`, handle: name, ...given }
  return (await db().member.create({ data: row })).id
}
