/** What admins do with members: give roles, and close and reopen accounts. */
import type { Role } from '../../domain/member.ts'
import { type By, type ModerationEntry, OPERATOR } from '../../domain/moderation.ts'
import { MODERATION_TAG } from '../../wire/page-tags.ts'
import { announce } from '../changes.ts'
import { db, type Tx } from '../client.ts'
import { recomputeScores } from '../papers/scores.ts'
import { logAct, moderate } from './moderation.ts'

/** A member as an admin sees them. */
export type Account = {
  id: string
  handle: string
  name: string
  email: string
  role: Role
  createdAt: Date
  bannedAt: Date | null
}

/** The member with a handle or an email address, or null. */
export async function findAccount(who: { handle: string } | { email: string }) {
  const row = await db().member.findUnique({ where: who as { handle: string } })
  return row && ({ ...row, role: row.role as Role } satisfies Account)
}

/** All curators and admins, by handle. */
export async function listOfficers(): Promise<Account[]> {
  const rows = await db().member.findMany({
    where: { role: { not: 'member' } },
    orderBy: { handle: 'asc' },
  })
  return rows.map((row) => ({ ...row, role: row.role as Role }))
}

/** Gives a member a role; false if they have it already or there is no such member. */
export function changeRole(memberId: string, role: Role, by: By): Promise<boolean> {
  return moderate((tx) => giveRole(tx, memberId, role, by), [])
}

/** Makes a member an admin because the operator says so, in the transaction of their sign-in. */
export async function appointAdmin(tx: Tx, memberId: string, now: Date): Promise<void> {
  const entry = await giveRole(tx, memberId, 'admin', { actor: OPERATOR, now })
  if (!entry) return
  await logAct(tx, entry)
  announce([MODERATION_TAG])
}

async function giveRole(
  tx: Tx,
  memberId: string,
  role: Role,
  { actor, now }: By,
): Promise<ModerationEntry | null> {
  const member = await lockMember(tx, memberId)
  if (!member || member.role === role) return null
  await tx.member.update({ where: { id: memberId }, data: { role } })
  return { at: now, actor, act: 'grant-role', member: memberId, detail: role }
}

/**
 * Closes an account: its sessions end, its role is lost, and its votes are withdrawn for good. False
 * if it is already closed or there is no such account.
 */
export function banMember(memberId: string, reason: string, { actor, now }: By): Promise<boolean> {
  return moderate(async (tx) => {
    const member = await lockMember(tx, memberId)
    if (!member || member.bannedAt) return null
    const data = { bannedAt: now, role: 'member' }
    await tx.member.update({ where: { id: memberId }, data })
    await tx.session.deleteMany({ where: { memberId } })
    const votes = await tx.$queryRaw<{ id: string }[]>`
      update votes set withdrawn_at = ${now}
      where member_id = ${memberId} and withdrawn_at is null returning paper_id as id`
    await recomputeScores(
      tx,
      votes.map(({ id }) => id),
    )
    return { at: now, actor, act: 'ban', member: memberId, reason }
  })
}

/** Reopens an account, without its votes; false if it is not closed. */
export function unbanMember(memberId: string, { actor, now }: By): Promise<boolean> {
  return moderate(async (tx) => {
    const member = await lockMember(tx, memberId)
    if (!member?.bannedAt) return null
    await tx.member.update({ where: { id: memberId }, data: { bannedAt: null } })
    return { at: now, actor, act: 'unban', member: memberId }
  })
}

/** Waits for votes being cast, and makes later ones wait (castStatement). */
async function lockMember(tx: Tx, id: string) {
  await tx.$executeRaw`select from members where id = ${id} for update`
  return tx.member.findUnique({ where: { id } })
}
