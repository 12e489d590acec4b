'use server'
/** The forms of subscribers, who have no account. */
import { redirect } from 'next/navigation'
import { z } from 'zod'
import {
  changeSubscription,
  endSubscription,
  findToManage,
} from '../db/subscriptions/subscriptions.ts'
import { openWayBack } from '../db/subscriptions/way-back.ts'
import { type FormState, openAction } from './action.ts'
import { askForDigest, askToManage } from './ask-for-digest.ts'
import { typedAddress } from './typed-address.ts'
import { shownWishes, wishesFields } from './wishes.ts'

const decoy = z.string().optional()
const token = z.string().max(100)
const OVER: FormState = {
  status: 'failed',
  message: 'This link has expired, and nothing was changed. Reload this page to get a new one.',
}

/** Asks for a confirmation by email. The answer is the same for every address. */
export async function subscribeByForm(_before: FormState, form: FormData): Promise<FormState> {
  const input = wishesFields.extend({ email: typedAddress, website: decoy })
  return openAction(form, { input }, async ({ input, network, now }) => {
    const { email, website, ...wishes } = input
    const refusal = website ? null : await askForDigest(email, wishes, { network, now })
    return refusal ?? { status: 'done', values: { email } }
  })
}

/** Asks for the link to change a subscription. The answer is the same for every address. */
export async function askForManageLink(_before: FormState, form: FormData): Promise<FormState> {
  const input = z.object({ email: typedAddress, website: decoy })
  return openAction(form, { input }, async ({ input: { email, website }, network, now }) => {
    const refusal = website ? null : await askToManage(email, { network, now })
    return refusal ?? { status: 'done', values: { email } }
  })
}

/** Changes what the subscriber who holds the link gets from now on. */
export async function changeDigest(_before: FormState, form: FormData): Promise<FormState> {
  const rules = { input: wishesFields.extend({ token }), limits: ['subscription-press' as const] }
  return openAction(form, { ...rules, secret: ['token'] }, async ({ input, now }) => {
    const { token, ...wishes } = input
    const found = await findToManage(token, now)
    if (!found) return OVER
    await changeSubscription(found.id, wishes, now)
    return {
      status: 'done',
      message: 'Saved. Takes effect with the next email.',
      values: shownWishes(wishes),
    }
  })
}

/** Unsubscribes whoever holds the link. */
export async function endDigest(_before: FormState, form: FormData): Promise<FormState> {
  const rules = { input: z.object({ token }), limits: ['subscription-press' as const] }
  return openAction(form, { ...rules, secret: ['token'] }, async ({ input, now }) => {
    const found = await findToManage(input.token, now)
    if (!found) return OVER
    await endSubscription(found.id, now)
    redirect(`/subscriptions/unsubscribe?done=${await openWayBack(found.id, now)}`)
  })
}
