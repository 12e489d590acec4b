'use server'
/** What admins do about suppressed addresses, and with events that could not be read. */
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

const LIFTED = 'Lifted. The address can get email again.'

/** Does one act; lifting a suppression is logged publicly, without the address. */
export async function keepSuppressions(_before: FormState, form: FormData): Promise<FormState> {
  const rules = { path: '/admin/suppressions', role: 'admin' as const, input }
  return memberAction(form, rules, async ({ input, member, now }) => {
    const by = { actor: member.handle, now }
    if (input.act === 'drop') return answerAct(await dropUnread(input.event), 'Dismissed.')
    if (input.act === 'lift') return answerAct(await liftSuppression(input.suppression, by), LIFTED)
    if (await liftAddress(input.address, by)) return answerAct(true, LIFTED)
    return { status: 'failed', message: 'That address is not suppressed.' }
  })
}
