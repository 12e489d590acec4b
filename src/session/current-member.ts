/** Who is asking. */
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { hasSessionCookie, isCurator, type Member, type Role } from '../domain/member.ts'
import { auth } from './auth.ts'

/** The signed-in member, or null. Asked once per request. */
export const currentMember = cache(async (): Promise<Member | null> => {
  const asked = await headers()
  if (!hasSessionCookie(asked.get('cookie') ?? undefined)) return null
  const found = await auth().api.getSession({ headers: asked })
  if (!found || found.user.bannedAt) return null
  const { id, email, handle, name, role, hidesActivity, wantsReplyMail, createdAt } = found.user
  return {
    id,
    email,
    handle: handle ?? '',
    name,
    role: (role ?? 'member') as Role,
    hidesActivity: hidesActivity ?? false,
    wantsReplyMail: wantsReplyMail ?? true,
    createdAt,
  }
})

/** The member, or the way to sign in and back to `path`. */
export async function requireMember(path: string): Promise<Member> {
  const member = await currentMember()
  if (!member) redirect(`/sign-in?next=${encodeURIComponent(path)}`)
  return member
}

/** The curator or admin; for anybody else the page is a 404. */
export async function requireCurator(): Promise<Member> {
  const member = await currentMember()
  if (!member || !isCurator(member)) notFound()
  return member
}

/** The admin; for anybody else the page is a 404. */
export async function requireAdmin(): Promise<Member> {
  const member = await currentMember()
  if (member?.role !== 'admin') notFound()
  return member
}
