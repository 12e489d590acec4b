'use server'
/** Asking for a sign-in link. */
import { z } from 'zod'
import { wordsOf } from '../domain/error-words.ts'
import { readReturnPath } from '../session/return-path.ts'
import { queueSignInLink } from '../session/sign-in.ts'
import { type FormState, openAction } from './action.ts'
import { sendLettersSoon } from './send-letters-soon.ts'
import { typedAddress } from './typed-address.ts'

const next = z.string().optional().transform(readReturnPath)
const ask = z.object({
  email: z.string().default('').pipe(typedAddress),
  next,
})

/** Asks for a link by email. The answer is the same for every address. */
export async function askForLink(_before: FormState, form: FormData): Promise<FormState> {
  return openAction(form, { input: ask, limits: ['sign-in-network'] }, async ({ input, now }) => {
    try {
      await queueSignInLink(input.email, input.next, now)
    } catch (error) {
      console.error('A sign-in mail was not queued:', wordsOf(error))
      return { status: 'failed', message: 'We couldn’t send the email. Try again in a minute.' }
    }
    sendLettersSoon()
    return { status: 'done', values: { email: input.email } }
  })
}
