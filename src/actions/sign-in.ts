'use server'
/** The forms of signing in and out. */
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { parseEmailAddress } from '../domain/email-address.ts'
import { readReturnPath } from '../domain/return-path.ts'
import { endThisSession, mailSignInLink, pressSignInLink } from '../session/sign-in.ts'
import { type FormState, openAction } from './action.ts'

const next = z.string().optional().transform(readReturnPath)
const ask = z.object({
  email: z
    .string()
    .optional()
    .transform((text) => parseEmailAddress(text ?? ''))
    .refine((address) => address !== null, 'Write an email address, such as you@lab.edu.'),
  next,
})
const press = z.object({ token: z.string().min(1).max(200), next })

/** Asks for a link by email. The answer is the same for every address. */
export async function askForLink(_before: FormState, form: FormData): Promise<FormState> {
  return openAction(form, { input: ask, limits: ['sign-in-network'] }, async ({ input }) => {
    try {
      await mailSignInLink(input.email ?? '', input.next)
    } catch (error) {
      console.error('A sign-in mail was not sent:', error)
      return { status: 'failed', message: 'The mail could not be sent. Try again in a minute.' }
    }
    return { status: 'done', values: { email: input.email ?? '' } }
  })
}

/** The button on the page that an emailed link opens. */
export async function pressLink(_before: FormState, form: FormData): Promise<FormState> {
  const rules = { input: press, limits: ['sign-in-press' as const], secret: ['token'] }
  return openAction(form, rules, async ({ input }) => {
    const outcome = await pressSignInLink(input.token)
    if (outcome === 'signed-in') redirect(input.next)
    if (outcome === 'closed') return { status: 'failed', message: 'This account is closed.' }
    return { status: 'failed', message: 'This link has been used, or its time is over.' }
  })
}

/** Ends this session, whoever is asking. */
export async function signOut(form: FormData): Promise<void> {
  await openAction(form, { input: z.object({}) }, async () => {
    await endThisSession()
    return { status: 'done' }
  })
  redirect('/')
}
