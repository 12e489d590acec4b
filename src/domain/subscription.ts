/** A subscription to the digest: what is asked for, and how it is told. */
import { z } from 'zod'
import { categorySpelling } from './category.ts'
import { parseEmailAddress } from './email-address.ts'

export const CADENCES = ['daily', 'weekly'] as const
export type Cadence = (typeof CADENCES)[number]

/** `topics`: categories, none means every paper. `hour`: of the day in `timeZone`. */
export type Wishes = { cadence: Cadence; topics: string[]; hour: number; timeZone: string }
export type SubscriptionStatus = 'pending' | 'confirmed' | 'unsubscribed'
export type Subscription = Wishes & { id: number; email: string; status: SubscriptionStatus }

/** Before most people's work, and after the edition has opened. */
export const USUAL_HOUR = 8
const MOST_TOPICS = 20
/** Archives of arXiv that are divided: no paper is in one of these as such. */
const DIVIDED = new Set(
  'astro-ph cond-mat cs econ eess math nlin physics q-bio q-fin stat'.split(' '),
)

/** What a form says that a subscriber wants; topics are spelt as arXiv does, each once, sorted. */
export const wishesSchema = z.object({
  cadence: z.enum(CADENCES, 'Choose daily or weekly.'),
  topics: z
    .array(z.string())
    .max(MOST_TOPICS, `Choose at most ${MOST_TOPICS} topics.`)
    .transform((topics, context) => {
      const spelt = topics.map(topicSpelling)
      if (spelt.includes(null)) context.addIssue('A topic is a category such as cs.CL.')
      return [...new Set(spelt.filter((topic) => topic !== null))].sort()
    }),
  hour: z.coerce.number('Choose an hour.').int().min(0).max(23),
  timeZone: z.string().max(64).refine(isTimeZone, 'Choose a time zone such as Europe/Berlin.'),
})

export const emailSchema = z.string().transform((text, context) => {
  const email = parseEmailAddress(text)
  if (email === null)
    context.addIssue('That does not look like an email address, such as you@lab.edu.')
  return email ?? ''
})

/** "the daily digest on cs.CL and cs.RO" */
export function describeDigest({ cadence, topics }: Pick<Wishes, 'cadence' | 'topics'>): string {
  const on = topics.length > 0 ? ` on ${listed(topics)}` : ''
  return `the ${cadence} digest${on}`
}

/** "at 08:00 (Europe/Berlin)", on Mondays for the weekly one. */
export function describeTime({ cadence, hour, timeZone }: Omit<Wishes, 'topics'>): string {
  const at = `at ${String(hour).padStart(2, '0')}:00 (${timeZone.replaceAll('_', ' ')})`
  return cadence === 'weekly' ? `on Mondays ${at}` : at
}

/** Whether a name is one of the IANA time zone database; offsets such as +02:00 know no summer. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/.test(name)) return false
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

function topicSpelling(text: string): string | null {
  const category = categorySpelling(text)
  return category !== null && DIVIDED.has(category) ? null : category
}

function listed(names: string[]): string {
  if (names.length < 2) return names.join('')
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
