'use server'
/** The digest of a member's own address, which the sign-in has proved. */
import { refresh } from 'next/cache'
import { z } from 'zod'
import { subscribeOwner } from '../db/subscriptions/own-subscription.ts'
import { endSubscription, findSubscription } from '../db/subscriptions/subscriptions.ts'
import { type FormState, memberAction } from './action.ts'
import { shownWishes, wishesFields } from './wishes.ts'

const RULES = { path: '/settings', limits: ['settings' as const] }

/** Subscribes at once, or changes what comes. */
export async function saveOwnDigest(_before: FormState, form: FormData): Promise<FormState> {
  const rules = { ...RULES, input: wishesFields }
  return memberAction(form, rules, async ({ input, member, now }) => {
    const isDone = await subscribeOwner(member.email, input, now)
    refresh()
    return isDone
      ? {
          status: 'done',
          message: 'Saved. Takes effect with the next email.',
          values: shownWishes(input),
        }
      : {
          status: 'failed',
          message:
            'This address can’t get the digest: emails to it bounced or were marked as spam.',
        }
  })
}

export async function endOwnDigest(_before: FormState, form: FormData): Promise<FormState> {
  return memberAction(form, { ...RULES, input: z.object({}) }, async ({ member, now }) => {
    const own = await findSubscription(member.email)
    if (own) await endSubscription(own.id, now)
    refresh()
    return { status: 'done', message: 'You won’t get any more digests.' }
  })
}
