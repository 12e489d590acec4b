'use server'
/** What curators do about comments that were reported. */
import { z } from 'zod'
import { dismissReports, removeReported, restoreReported } from '../db/comments/reports.ts'
import { type By, reasonSchema } from '../domain/moderation.ts'
import { answerAct, type FormState, memberAction } from './action.ts'

const comment = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number)
const input = z.discriminatedUnion('act', [
  z.object({ act: z.literal('remove'), comment, reason: reasonSchema }),
  z.object({ act: z.literal('dismiss'), comment }),
  z.object({ act: z.literal('restore'), comment }),
])
type Input = z.output<typeof input>

const DONE: Record<Input['act'], string> = {
  remove: 'Comment removed.',
  dismiss: 'Comment kept.',
  restore: 'Comment restored.',
}

export async function judgeComment(_before: FormState, form: FormData): Promise<FormState> {
  const rules = { path: '/admin/reports', role: 'curator' as const, input }
  return memberAction(form, rules, async ({ input, member, now }) => {
    return answerAct(await act(input, { actor: member.id, now }), DONE[input.act])
  })
}

function act(input: Input, by: By): Promise<boolean> {
  switch (input.act) {
    case 'remove':
      return removeReported(input.comment, input.reason, by)
    case 'dismiss':
      return dismissReports(input.comment, by)
    case 'restore':
      return restoreReported(input.comment, by)
  }
}
