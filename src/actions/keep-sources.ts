'use server'
/** What curators do with sources: the listing rule, and retrying items in quarantine. */
import { refresh } from 'next/cache'
import { z } from 'zod'
import { saveListingRule } from '../db/editions/listing-rule.ts'
import { retryQuarantined } from '../db/sources/retry-quarantined.ts'
import { LISTING_SOURCES, listingRuleSchema } from '../domain/listing-rule.ts'
import { env } from '../env.ts'
import { rereadItem } from '../sources/reread.ts'
import { type FormState, memberAction } from './action.ts'

const PATH = '/admin/sources'
const wholeNumber = z
  .string()
  .optional()
  .transform((text = '') => text.trim())
  .refine((text) => /^\d{1,15}$/.test(text), 'Enter a whole number.')
  .transform(Number)
const listed = (separator: RegExp) =>
  z
    .string()
    .max(25_000, 'At most 25,000 characters.')
    .optional()
    .transform((text = '') =>
      [...new Set(text.split(separator).map((one) => one.trim()))].filter(Boolean),
    )

const shape = listingRuleSchema.shape
const rule = z
  .object({
    huggingFace: z.string().optional(),
    arxiv: z.string().optional(),
    categories: listed(/[\s,]+/).pipe(shape.categories),
    keywords: listed(/\n/).pipe(shape.keywords),
    minVotes: wholeNumber.pipe(shape.minVotes),
    cap: wholeNumber.pipe(shape.cap),
  })
  .transform(({ huggingFace, arxiv, ...rest }) => ({
    sources: LISTING_SOURCES.filter((source) => (source === 'arxiv' ? arxiv : huggingFace)),
    ...rest,
  }))

/** Saves the rule; the next editions follow it. */
export async function saveRule(_before: FormState, form: FormData): Promise<FormState> {
  const rules = { path: PATH, role: 'admin' as const, input: rule }
  return memberAction(form, rules, async ({ input, member, now }) => {
    await saveListingRule(input, { actor: member.id, now })
    refresh()
    return { status: 'done', message: 'Saved. Editions follow it from now on.' }
  })
}

const item = z.object({
  item: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
})

/** Reads an item again and stores it if it is a paper now. */
export async function retryItem(_before: FormState, form: FormData): Promise<FormState> {
  const rules = { path: PATH, role: 'curator' as const, input: item }
  return memberAction(form, rules, async ({ input, member, now }) => {
    const options = { now, clock: env().editionClock, actor: member.id }
    const outcome = await retryQuarantined(input.item, rereadItem, options)
    refresh()
    if (!outcome) return { status: 'failed', message: 'That item is no longer in quarantine.' }
    return 'stored' in outcome
      ? { status: 'done', message: `Stored: ${outcome.stored.title}` }
      : { status: 'failed', message: `It still can’t be used: ${outcome.reason}` }
  })
}
