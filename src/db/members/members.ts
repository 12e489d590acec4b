/** Members: their profiles, visits, sessions and sign-in links. */
import type { Member, Role } from '../../domain/member.ts'
import { db } from '../client.ts'
import { Prisma } from '../generated/client.ts'
import { readRows } from '../read-rows.ts'
import { retryDeadlocks } from '../retry.ts'
import { isHandleTaken, takeHandle } from './handles.ts'

const VISIT_GAP_MINUTES = 30

/** A member by handle, with what the profile page shows; null if there is none. */
export async function findMemberByHandle(
  handle: string,
): Promise<(Member & { bannedAt: Date | null }) | null> {
  const row = await db().member.findUnique({ where: { handle } })
  return row && { ...row, role: row.role as Role }
}

/** Changes what a member may change about themselves; `taken`: the handle is not available. */
export async function changeProfile(
  id: string,
  changes: Partial<Pick<Member, 'handle' | 'name' | 'hidesActivity' | 'wantsReplyMail'>>,
  now = new Date(),
): Promise<'changed' | 'taken'> {
  const { handle, ...others } = changes
  try {
    await retryDeadlocks(() =>
      db().$transaction(async (tx) => {
        if (handle !== undefined) await takeHandle(tx, id, handle, now)
        await tx.member.update({ where: { id }, data: { ...others, updatedAt: now } })
      }),
    )
    return 'changed'
  } catch (error) {
    if (isHandleTaken(error)) return 'taken'
    throw error
  }
}

/**
 * Notes that a member is reading; a visit ends after half an hour without a page. Returns when the
 * previous visit ended: what was listed after that is new to them. Null on a first visit.
 */
export async function noteVisit(id: string, now: Date): Promise<Date | null> {
  const [row] = await readRows<{ since: Date | null }>(Prisma.sql`
    with noted as (
      update members set
        previous_visit_at = case when last_active_at < ${now}::timestamptz - ${VISIT_GAP_MINUTES} * interval '1 minute'
          then last_active_at else previous_visit_at end,
        last_active_at = ${now}
      where id = ${id} and (last_active_at is null or last_active_at < ${now}::timestamptz - interval '1 minute')
      returning id, previous_visit_at)
    select case when noted.id is null then m.previous_visit_at else noted.previous_visit_at end as since
    from members m left join noted on noted.id = m.id where m.id = ${id}`)
  return row?.since ?? null
}

/** When the visit before this one ended, without noting another. */
export async function findVisit(id: string): Promise<Date | null> {
  const member = await db().member.findUnique({
    where: { id },
    select: { previousVisitAt: true },
  })
  return member?.previousVisitAt ?? null
}

export type SessionRow = {
  id: string
  createdAt: Date
  updatedAt: Date
  ipAddress: string | null
  userAgent: string | null
}

/** A member's live sessions, newest first. */
export async function listSessions(memberId: string, now: Date): Promise<SessionRow[]> {
  return db().session.findMany({
    where: { memberId, expiresAt: { gt: now } },
    select: { id: true, createdAt: true, updatedAt: true, ipAddress: true, userAgent: true },
    orderBy: { createdAt: 'desc' },
  })
}

/** Ends one of a member's sessions; false if it isn't theirs. */
export async function endSession(memberId: string, id: string): Promise<boolean> {
  const { count } = await db().session.deleteMany({ where: { id, memberId } })
  return count > 0
}

export async function endAllSessions(memberId: string): Promise<void> {
  await db().session.deleteMany({ where: { memberId } })
}

/** Whom an unused sign-in link is for, by its token's hash; null if it is used, expired or unknown. */
export async function findSignInLink(identifier: string, now: Date): Promise<string | null> {
  const row = await db().verification.findFirst({
    where: { identifier, expiresAt: { gt: now } },
    orderBy: { createdAt: 'desc' },
  })
  const { email } = row ? (JSON.parse(row.value) as { email?: unknown }) : {}
  return typeof email === 'string' ? email : null
}
