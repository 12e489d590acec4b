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
  const cookie = await signInWithoutMail(email, 'member')
  const { id, handle, handleChosenAt } = await db().member.findUniqueOrThrow({ where: { email } })
  const role = given.role ?? 'member'
  const member = await db().member.update({
    where: { id },
    data: { role, handleChosenAt: handleChosenAt ?? new Date() },
  })
  const chosen = handleChosenAt ? handle : await aHandle(member)
  return { id, email, handle: chosen, cookie }
}

/** In tests people are called as in their addresses, with a number where that is taken. */
async function aHandle({ id, email }: { id: string; email: string }): Promise<string> {
  const { db } = await import('../../src/db/client.ts')
  const usual = email
    .replace(/[+@].*/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 24)
  for (let number = 1; ; number++) {
    const handle = number === 1 ? usual : `${usual}-${number}`
    const taken = await db().member.findUnique({ where: { handle } })
    if (!taken) {
      await db().member.update({ where: { id }, data: { handle } })
      return handle
    }
  }
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
