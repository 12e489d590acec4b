'use server'
/** What curators do with papers: the queue of submissions, editions, organizations, removal. */
import { z } from 'zod'
import { listPaper, setOrganization, unlistPaper } from '../db/editions/curation.ts'
import { declineSubmission } from '../db/editions/submissions.ts'
import { removePaper, restorePaper } from '../db/papers/removals.ts'
import { plainDate } from '../domain/dates.ts'
import { isEditionDay, newestOpenedDate, parseEditionDate } from '../domain/edition.ts'
import type { By } from '../domain/moderation.ts'
import { plainWords, reasonSchema } from '../domain/moderation.ts'
import { env } from '../env.ts'
import { answerAct, type FormState, memberAction } from './action.ts'

const paper = z.string().min(1).max(200)
const date = z
  .string()
  .optional()
  .transform((text = '') => parseEditionDate(text) ?? '')
  .refine(Boolean, 'Enter a date such as 2026-02-09.')
const organization = z
  .string()
  .optional()
  .transform((text = '') => plainWords(text).replace(/\s+/g, ' '))
  .refine((name) => name.length <= 120, 'At most 120 characters.')
  .refine((name) => name === '' || /[\p{L}\p{N}]/u.test(name), 'A name needs letters or digits.')

const input = z.discriminatedUnion('act', [
  z.object({ act: z.literal('list'), paper, date }),
  z.object({ act: z.literal('unlist'), paper, date, reason: reasonSchema }),
  z.object({ act: z.literal('decline'), paper, reason: reasonSchema }),
  z.object({ act: z.literal('set-organization'), paper, organization }),
  z.object({ act: z.literal('remove'), paper, reason: reasonSchema }),
  z.object({ act: z.literal('restore'), paper }),
])
type Input = z.output<typeof input>

/** Does one act on one paper. When another curator was faster, nothing changes and the page says so. */
export async function curatePaper(_before: FormState, form: FormData): Promise<FormState> {
  const rules = { path: '/admin', role: 'curator' as const, input }
  return memberAction(form, rules, async ({ input, member, now }) => {
    const wrong = input.act === 'list' ? wrongDate(input.date, now) : null
    if (wrong) return { status: 'failed', errors: { date: wrong } }
    return answerAct(await act(input, { actor: member.id, now }), doneText(input))
  })
}

function act(input: Input, by: By): Promise<boolean> {
  const { paper: paperId } = input
  const clock = env().editionClock
  switch (input.act) {
    case 'list': {
      const isNewest = input.date === newestOpenedDate(by.now, clock)
      return listPaper({ paperId, date: input.date, isNewest, clock }, by)
    }
    case 'unlist':
      return unlistPaper(paperId, input.date, input.reason, by)
    case 'decline':
      return declineSubmission(paperId, input.reason, by)
    case 'set-organization':
      return setOrganization(paperId, input.organization, by)
    case 'remove':
      return removePaper(paperId, input.reason, by)
    case 'restore':
      return restorePaper(paperId, by)
  }
}

function wrongDate(day: string, now: Date): string | null {
  const newest = newestOpenedDate(now, env().editionClock)
  if (day > newest) return `The newest open edition is ${newest}.`
  return isEditionDay(day) ? null : 'No editions on weekends.'
}

function doneText(input: Input): string {
  switch (input.act) {
    case 'list':
      return `Listed ${input.paper} in the edition of ${plainDate(input.date)}.`
    case 'unlist':
      return `Unlisted ${input.paper} from the edition of ${plainDate(input.date)}.`
    case 'decline':
      return `Declined ${input.paper}.`
    case 'set-organization':
      return `Set the organization of ${input.paper}.`
    case 'remove':
      return `Removed ${input.paper}.`
    case 'restore':
      return `Restored ${input.paper}.`
  }
}
