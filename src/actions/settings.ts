'use server'
/** The forms of a member's settings. */
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { announce } from '../db/changes.ts'
import { deleteAccount } from '../db/members/accounts.ts'
import { changeProfile, endAllSessions, endSession } from '../db/members/members.ts'
import { parseHandle } from '../domain/member.ts'
import { readRequest } from '../session/request.ts'
import { readReturnPath } from '../session/return-path.ts'
import { ALL_PAGES } from '../wire/page-tags.ts'
import { type FormState, memberAction } from './action.ts'

const RULES = { path: '/settings', limits: ['settings' as const] }
const isChecked = z
  .string()
  .optional()
  .transform((value) => value === 'on')

const handle = z
  .string()
  .optional()
  .transform((text = '') => parseHandle(text) ?? '')
  .refine(Boolean, '2–30 letters, digits or hyphens; some names are reserved.')
const profile = z.object({
  name: z
    .string()
    .optional()
    .transform((text = '') =>
      text
        .normalize('NFC')
        .replace(/[\p{Cc}\p{Cf}]/gu, '')
        .trim(),
    )
    .refine((text) => text.length <= 80, 'At most 80 characters.'),
  handle,
})
const choices = z.object({ hidesActivity: isChecked, wantsReplyMail: isChecked })

/** Handle and name. Any page may show them, so all are rendered again. */
export async function saveProfile(_before: FormState, form: FormData): Promise<FormState> {
  return memberAction(form, { ...RULES, input: profile }, async ({ input, member }) => {
    if ((await changeProfile(member.id, input)) === 'taken')
      return { status: 'failed', errors: { handle: `@${input.handle} is taken.` } }
    announce([ALL_PAGES])
    return { status: 'done', message: 'Saved.', values: input }
  })
}

/** The first handle, chosen between the sign-in and the page it leads back to. */
export async function chooseHandle(_before: FormState, form: FormData): Promise<FormState> {
  const input = z.object({ handle, next: z.string().optional().transform(readReturnPath) })
  const rules = { ...RULES, path: '/sign-in/handle', input }
  return memberAction(form, rules, async ({ input: { handle, next }, member, now }) => {
    if ((await changeProfile(member.id, { handle }, now)) === 'taken')
      return { status: 'failed', errors: { handle: `@${handle} is taken.` } }
    announce([ALL_PAGES])
    return leaveFor(next)
  })
}

/** What others see, and which emails come. */
export async function saveChoices(_before: FormState, form: FormData): Promise<FormState> {
  return memberAction(form, { ...RULES, input: choices }, async ({ input, member }) => {
    await changeProfile(member.id, input)
    if (input.hidesActivity !== member.hidesActivity) announce([ALL_PAGES])
    return { status: 'done', message: 'Saved.' }
  })
}

/** Ends one session, or with `all` every one of them. */
export async function endSessions(_before: FormState, form: FormData): Promise<FormState> {
  const input = z.object({ session: z.string().max(100) })
  return memberAction(form, { ...RULES, input }, async ({ input: { session }, member }) => {
    if (session !== 'all') {
      const isEnded = await endSession(member.id, session)
      return isEnded
        ? { status: 'done', message: 'Session ended.' }
        : { status: 'failed', message: 'That session had already ended.' }
    }
    await endAllSessions(member.id)
    return leaveFor('/sign-in')
  })
}

/** Deletes the account, once its handle is typed. */
export async function leave(_before: FormState, form: FormData): Promise<FormState> {
  const input = z.object({ confirm: z.string() })
  return memberAction(form, { ...RULES, input }, async ({ input: { confirm }, member, now }) => {
    if (parseHandle(confirm) !== member.handle)
      return { status: 'failed', errors: { confirm: `Type ${member.handle} to confirm.` } }
    await deleteAccount(member.id, now)
    return leaveFor('/')
  })
}

/** Another page, loaded in full: by the form's script, or without one by a redirect. */
async function leaveFor(path: string): Promise<FormState> {
  const { isScripted } = await readRequest()
  if (!isScripted) redirect(path)
  return { status: 'done', message: 'Done.', leadsTo: path }
}
