'use server'
/** Submitting a paper: looked up first, then submitted. */
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { submitPaper } from '../db/editions/submissions.ts'
import { noteSchema } from '../domain/moderation.ts'
import { readNamedPaper } from '../domain/submission.ts'
import { env } from '../env.ts'
import { type FormState, memberAction } from './action.ts'
import { lookUpPaper } from './look-up-paper.ts'

const paper = z
  .string()
  .optional()
  .transform((text = '') => readNamedPaper(text, env().SITE_URL))
  .refine((named) => named !== null, 'Enter an arXiv ID or link, such as 2510.13312.')
const pageOf = (id: string) => `/submit?paper=${encodeURIComponent(id)}`

/** Looks up what is typed, and goes to the page that shows it. */
export async function lookUp(_before: FormState, form: FormData): Promise<FormState> {
  const rules = {
    path: '/submit',
    limits: ['submit-lookup' as const],
    input: z.object({ paper }),
  }
  return memberAction(form, rules, async ({ input: { paper: named }, now }) => {
    if (!named) return { status: 'failed' }
    const found = await lookUpPaper(named, now)
    if ('message' in found) return { status: 'failed', errors: { paper: found.message } }
    redirect(pageOf(named.id))
  })
}

/** Submits the paper that the page shows; the same page then says what became of it. */
export async function submit(_before: FormState, form: FormData): Promise<FormState> {
  const rules = {
    path: pageOf(String(form.get('paper') ?? '')),
    limits: ['submit' as const],
    input: z.object({ paper, note: noteSchema }),
  }
  return memberAction(form, rules, async ({ input: { paper: named, note }, member, now }) => {
    if (!named) return { status: 'failed' }
    const found = await lookUpPaper(named, now)
    if ('message' in found) return { status: 'failed', message: found.message }
    await submitPaper({
      memberId: member.id,
      paperId: named.id,
      draft: found.draft,
      note: note || null,
      now,
      clock: env().editionClock,
    })
    redirect(pageOf(named.id))
  })
}
