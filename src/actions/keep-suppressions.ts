'use server'
/** What admins do about addresses that are not mailed, and with what providers sent in vain. */
import { z } from 'zod'
import { liftAddress, liftSuppression } from '../db/suppressions/suppression-list.ts'
import { dropUnread } from '../db/suppressions/unread-mail-events.ts'
import { emailSchema } from '../domain/subscription.ts'
import { answerAct, type FormState, memberAction } from './action.ts'

const input = z.discriminatedUnion('act', [
  z.object({ act: z.literal('lift'), suppression: z.string().regex(/^[0-9a-f]{64}$/) }),
  z.object({ act: z.literal('lift-address'), address: emailSchema }),
  z.object({ act: z.literal('drop'), event: z.coerce.number().int().positive() }),
])

const LIFTED = 'Lifted: the address may be mailed again.'

/** Does one act; a lifted suppression stands in the public log, without the address. */
export async function keepSuppressions(_before: FormState, form: FormData): Promise<FormState> {
  const rules = { path: '/admin/suppressions', role: 'admin' as const, input }
  return memberAction(form, rules, async ({ input, member, now }) => {
    const by = { actor: member.handle, now }
    if (input.act === 'drop') return answerAct(await dropUnread(input.event), 'It is put away.')
    if (input.act === 'lift') return answerAct(await liftSuppression(input.suppression, by), LIFTED)
    if (await liftAddress(input.address, by)) return answerAct(true, LIFTED)
    return { status: 'failed', message: 'That address is not suppressed.' }
  })
}
