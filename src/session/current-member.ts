/** Who is asking. */
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { findSession } from '../db/members/session-rows.ts'
import { isCurator, type Member } from '../domain/member.ts'
import { sessionToken } from './session-cookie.ts'

/** The session that asks, and whose it is, or null. A page asks the database once. */
export const currentSession = cache(async () => {
  const token = await sessionToken()
  return token === null ? null : findSession(token, new Date())
})

/** The signed-in member, or null. */
export async function currentMember(): Promise<Member | null> {
  return (await currentSession())?.member ?? null
}

/** The member; anybody else is sent to sign in and then back to `path`. */
export async function requireMember(path: string): Promise<Member> {
  const member = await currentMember()
  if (!member) redirect(`/sign-in?next=${encodeURIComponent(path)}`)
  return member
}

/** The curator or admin; anybody else gets a 404. */
export async function requireCurator(): Promise<Member> {
  const member = await currentMember()
  if (!member || !isCurator(member)) notFound()
  return member
}

/** The admin; anybody else gets a 404. */
export async function requireAdmin(): Promise<Member> {
  const member = await currentMember()
  if (member?.role !== 'admin') notFound()
  return member
}
