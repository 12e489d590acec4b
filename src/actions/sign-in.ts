'use server'
/** Asking for a sign-in link. */
import { z } from 'zod'
import { readReturnPath } from '../domain/return-path.ts'
import { mailSignInLink } from '../session/sign-in.ts'
import { type FormState, openAction } from './action.ts'
import { typedAddress } from './typed-address.ts'

const next = z.string().optional().transform(readReturnPath)
const ask = z.object({
  email: z.string().default('').pipe(typedAddress),
  next,
})

/** Asks for a link by email. The answer is the same for every address. */
export async function askForLink(_before: FormState, form: FormData): Promise<FormState> {
  return openAction(form, { input: ask, limits: ['sign-in-network'] }, async ({ input }) => {
    try {
      await mailSignInLink(input.email, input.next)
    } catch (error) {
      console.error('A sign-in mail was not sent:', error)
      return { status: 'failed', message: 'The mail could not be sent. Try again in a minute.' }
    }
    return { status: 'done', values: { email: input.email } }
  })
}
