/** Members put straight into a test database. */
import { db } from '../../src/db/client.ts'
import type { Role } from '../../src/domain/member.ts'

let made = 0

/** A settled member; returns its id and handle. */
export async function aMember(
  given: { role?: Role; createdAt?: Date } = {},
): Promise<{ id: string; handle: string }> {
  made++
  const handle = `member-${made}`
  const createdAt = new Date('2025-01-01T00:00:00Z')
  await db().member.create({
    data: { id: handle, handle, email: `${handle}@example.org`, createdAt, ...given },
  })
  return { id: handle, handle }
}
