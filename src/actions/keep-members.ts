'use server'
/** What admins do with members: roles, and accounts closed and opened again. */
import { z } from 'zod'
import { banMember, changeRole, unbanMember } from '../db/members/roles.ts'
import { ROLES } from '../domain/member.ts'
import { type By, reasonSchema } from '../domain/moderation.ts'
import { answerAct, type FormState, memberAction } from './action.ts'

const member = z.string().min(1).max(100)
const input = z.discriminatedUnion('act', [
  z.object({ act: z.literal('role'), member, role: z.enum(ROLES) }),
  z.object({ act: z.literal('ban'), member, reason: reasonSchema }),
  z.object({ act: z.literal('unban'), member }),
])
type Input = z.output<typeof input>

const OWN = 'You can’t change your own role or close your own account; ask another admin.'

const DONE: Record<Input['act'], string> = {
  role: 'Role changed.',
  ban: 'Account closed, and its votes withdrawn.',
  unban: 'Account reopened.',
}

/** Does one act on one member, never on the admin themselves. */
export async function keepMember(_before: FormState, form: FormData): Promise<FormState> {
  const rules = { path: '/admin/members', role: 'admin' as const, input }
  return memberAction(form, rules, async ({ input, member: admin, now }) => {
    if (input.member === admin.id) return { status: 'failed', message: OWN }
    return answerAct(await act(input, { actor: admin.id, now }), DONE[input.act])
  })
}

function act(input: Input, by: By): Promise<boolean> {
  switch (input.act) {
    case 'role':
      return changeRole(input.member, input.role, by)
    case 'ban':
      return banMember(input.member, input.reason, by)
    case 'unban':
      return unbanMember(input.member, by)
  }
}
