/** A subscription to the digest: what people ask for, and how to say it back to them. */
import { z } from 'zod'
import { findCategory } from './category.ts'
import { parseEmailAddress } from './email-address.ts'
import { isTimeZone } from './time-zone.ts'
import { refusalOf } from './topic.ts'

export const CADENCES = ['daily', 'weekly'] as const
export type Cadence = (typeof CADENCES)[number]

/** `topics`: categories; none means all papers. `hour`: of the day in `timeZone`. */
export type Wishes = { cadence: Cadence; topics: string[]; hour: number; timeZone: string }
export type SubscriptionStatus = 'pending' | 'confirmed' | 'unsubscribed'
export type Subscription = Wishes & { id: number; email: string; status: SubscriptionStatus }

/** Before most people start work, and after the edition has opened. */
export const USUAL_HOUR = 8
const MOST_TOPICS = 20

/** A subscriber's choices from a form; topics are arXiv's categories, sorted, each once. */
export const wishesSchema = z.object({
  cadence: z.enum(CADENCES, 'Choose daily or weekly.'),
  topics: z
    .array(z.string())
    .max(MOST_TOPICS, `Choose at most ${MOST_TOPICS} topics.`)
    .transform((topics, context) => {
      const unknown = topics.filter((topic) => findCategory(topic) === null)
      if (unknown.length > 0) context.addIssue(refusalOf(unknown))
      return [...new Set(topics.flatMap((topic) => findCategory(topic) ?? []))].sort()
    }),
  hour: z.coerce.number('Choose an hour.').int().min(0).max(23),
  timeZone: z.string().max(64).refine(isTimeZone, 'Choose a time zone such as Europe/Berlin.'),
})

export const emailSchema = z.string().transform((text, context) => {
  const email = parseEmailAddress(text)
  if (email === null)
    context.addIssue('That doesn’t look like an email address such as you@lab.edu.')
  return email ?? ''
})

/** "the daily digest of papers in cs.CL and cs.RO" */
export function describeDigest({ cadence, topics }: Pick<Wishes, 'cadence' | 'topics'>): string {
  const of = topics.length > 0 ? ` of papers in ${listOf(topics)}` : ''
  return `the ${cadence} digest${of}`
}

/** "every day at 08:00 (Europe/Berlin)", "every Monday at …" for the weekly one. */
export function describeTime({ cadence, hour, timeZone }: Omit<Wishes, 'topics'>): string {
  const day = cadence === 'weekly' ? 'Monday' : 'day'
  return `every ${day} at ${String(hour).padStart(2, '0')}:00 (${timeZone.replaceAll('_', ' ')})`
}

/** "cs.CL, cs.LG and cs.RO" */
export function listOf(names: string[]): string {
  if (names.length < 2) return names.join('')
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
