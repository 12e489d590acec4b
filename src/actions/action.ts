/** The wrapper of every form: checks the page it came from, the member, the limits and the input. */
import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import type { z } from 'zod'
import { isUnavailable } from '../db/connections/unavailable.ts'
import { consumeLimit } from '../db/limits.ts'
import { counted } from '../domain/dates.ts'
import type { LimitName } from '../domain/limits.ts'
import { isCurator, type Member } from '../domain/member.ts'
import { currentMember } from '../session/current-member.ts'
import { readRequest } from '../session/request.ts'
import { STALE_PAGE } from '../wire/own-origin.ts'
import { noteBegun } from '../wire/render-note.ts'

/**
 * What a form shows after it was sent. `values` are the fields as typed, so that nothing is lost;
 * `errors` go next to their fields; `message` is about the whole form.
 */
export type FormState = {
  status: 'idle' | 'done' | 'failed'
  message?: string
  errors?: Record<string, string>
  values?: Record<string, string>
  /** A page to load in full, since everything on this one has changed. */
  leadsTo?: string
  /** The page to sign in on, in another tab, before sending this again. */
  signIn?: string
  /** The id of what has changed on this page, to be scrolled into view. */
  shows?: string
}

type Base = { network: string | null; address: string; now: Date }
type Rules<Input> = {
  input: z.ZodType<Input>
  limits?: LimitName[]
  /** Fields that are never shown again, such as tokens. */
  secret?: string[]
}

/** A form for members. `path` is where the sign-in leads back to. */
export async function memberAction<Input>(
  form: FormData,
  rules: Rules<Input> & { path: string; role?: 'curator' | 'admin' },
  act: (ask: Base & { input: Input; member: Member }) => Promise<FormState>,
): Promise<FormState> {
  return checkedAction(form, rules, async (ask) => {
    const member = await currentMember()
    if (!member) return askToSignIn(rules.path)
    if (rules.role && !(rules.role === 'admin' ? member.role === 'admin' : isCurator(member)))
      return { status: 'failed', message: `Only ${rules.role}s can do this.` }
    const refusal = await consumeAll(rules.limits, member.id)
    return refusal ?? act({ ...ask, member })
  })
}

/** When the session has ended, nothing that was typed is lost. */
async function askToSignIn(path: string): Promise<FormState> {
  const signIn = `/sign-in?next=${encodeURIComponent(path)}`
  const { isScripted } = await readRequest()
  if (!isScripted) redirect(signIn)
  return {
    status: 'failed',
    message: 'Your session has ended. Your text is still here: sign in, then send it again.',
    signIn,
  }
}

/** A form for everybody; limits are counted by network. */
export async function openAction<Input>(
  form: FormData,
  rules: Rules<Input>,
  act: (ask: Base & { input: Input }) => Promise<FormState>,
): Promise<FormState> {
  return checkedAction(form, rules, async (ask) => {
    const refusal = await consumeAll(rules.limits, ask.network ?? 'local')
    return refusal ?? act(ask)
  })
}

/** The page as it is now, at the element that has changed: in place, or by a redirect to it. */
export async function showChange(path: string, elementId: string): Promise<FormState> {
  const { isScripted } = await readRequest()
  if (!isScripted) redirect(`${path}#${elementId}`)
  refresh()
  return { status: 'done', shows: elementId }
}

/** The desk as it is after an act; `isDone` is false when somebody else was faster. */
export function answerAct(isDone: boolean, message: string): FormState {
  refresh()
  return isDone ? { status: 'done', message } : { status: 'failed', message: 'No change needed.' }
}

/** Counts by one key against several limits; returns what to say when one is reached. */
export async function consumeAll(names: LimitName[] = [], key: string): Promise<FormState | null> {
  for (const name of names) {
    const limit = await consumeLimit(name, key)
    if (limit.isAllowed) continue
    const wait = limit.retryAfterSeconds
    const time = wait < 90 ? counted(wait, 'second') : counted(Math.ceil(wait / 60), 'minute')
    return { status: 'failed', message: `Too many requests. Try again in ${time}.` }
  }
  return null
}

async function checkedAction<Input>(
  form: FormData,
  { input, secret = [] }: Rules<Input>,
  act: (ask: Base & { input: Input }) => Promise<FormState>,
): Promise<FormState> {
  const { address, network, isFromOwnPage, renderId } = await readRequest()
  if (!isFromOwnPage) return { status: 'failed', message: STALE_PAGE }
  const values = textFields(form)
  // Up to here a failure is the sender's: what was sent is not a form.
  noteBegun(renderId)
  const parsed = input.safeParse(values)
  const shown = Object.fromEntries(
    Object.entries(values).filter(([name]) => !secret.includes(name)),
  )
  if (!parsed.success) return { status: 'failed', errors: errorsOf(parsed.error), values: shown }
  const ask = { input: parsed.data, address, network, now: new Date() }
  const state = await act(ask).catch(tellThatItIsBusy)
  return state.status === 'failed' ? { values: shown, ...state } : state
}

function tellThatItIsBusy(error: unknown): FormState {
  if (!isUnavailable(error)) throw error
  return { status: 'failed', message: 'The site is busy. Try again in a minute.' }
}

/** React's own fields begin with a dollar sign; Postgres cannot store NUL or half a surrogate pair. */
function textFields(form: FormData): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [name, value] of form) {
    if (typeof value !== 'string' || name.startsWith('$')) continue
    const text = value
      .replaceAll('\0', '')
      .replaceAll('\r\n', '\n')
      .replace(/\p{Surrogate}/gu, '')
    fields[name] = name in fields ? `${fields[name]},${text}` : text
  }
  return fields
}

function errorsOf(error: z.ZodError): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const { path, message } of error.issues) errors[String(path[0] ?? '')] ??= sentence(message)
  return errors
}

/** Rules shared with the settings say only what follows a setting's name: "must be …". */
function sentence(message: string): string {
  return message.replace(/^must .*/s, (words) => `M${words.slice(1)}.`)
}
