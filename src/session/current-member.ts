/** Who is asking. */
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { findMemberOfSession } from '../db/members/session-rows.ts'
import { isCurator, type Member } from '../domain/member.ts'
import { sessionToken } from './session-cookie.ts'

/** The signed-in member, or null. Asked once per request. */
export const currentMember = cache(async (): Promise<Member | null> => {
  const token = await sessionToken()
  return token === null ? null : findMemberOfSession(token, new Date())
})

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
