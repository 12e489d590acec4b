/** Fields as the real world sends them: absent becomes null, small flaws are repaired, the rest is refused. */
import { z } from 'zod'
import { type ArxivId, readArxivId } from '../domain/arxiv-id.ts'
import { categorySpelling } from '../domain/category.ts'
import { slugOf } from '../domain/slug.ts'
import { utcDay } from '../domain/utc-day.ts'
import { cleanText } from './clean-text.ts'
import { readInstant } from './dates.ts'

/** Leaves room for members' votes in a 32-bit column. */
const LARGEST_COUNT = 1_000_000_000
const MOST_AUTHORS = 5_000
const LONGEST_NAME = 200
const LONGEST_LINK = 2_000

const DOI = /\b10\.\d{4,9}\/\S+/

type Refuse = (problem: string) => never

/** A whole number from 0 up; a string of digits counts. */
export const count = field((value, refuse): number => {
  const number = typeof value === 'string' && /^\s*\d{1,10}\s*$/.test(value) ? Number(value) : value
  const isCount = typeof number === 'number' && Number.isInteger(number) && number >= 0
  return isCount && number <= LARGEST_COUNT ? number : refuse('{} is not a whole number from 0 up')
})

/** A line of text with at most `limit` characters once cleaned; an empty one becomes null. */
export function line(limit: number, clean: (text: string) => string = cleanText) {
  return field((value, refuse): string | null => {
    if (typeof value !== 'string') return refuse('{} is not text')
    // Text that is far too long isn't worth cleaning.
    const text = value.length > limit * 4 ? value : clean(value)
    if (text.length > limit) return refuse(`{} is longer than ${limit} characters`)
    return text || null
  })
}

export const title = line(500)
export const abstract = line(20_000)
export const remark = line(5_000)

/** An ISO date or date-time, as an ISO instant. */
export const instant = field((value, refuse): string => {
  if (typeof value !== 'string') return refuse('{} is not a date')
  return readInstant(value) ?? refuse('{} is not a date')
})

/** An ISO date or date-time, as its UTC day, `YYYY-MM-DD`. */
export const day = instant.transform((found) => found && utcDay(found))

/** An arXiv id in any spelling. */
export const arxivId = field((value, refuse): ArxivId | null => {
  if (typeof value !== 'string') return refuse('{} is not text')
  const text = cleanText(value.slice(0, 400))
  if (!text) return null
  return readArxivId(text) ?? refuse(`impossible arXiv id ${text.slice(0, 80)}`)
})

/** An arXiv id that must be there. */
export const requiredArxivId = arxivId.transform((found, context): ArxivId => {
  if (found) return found
  context.addIssue({ code: 'custom', message: 'no arXiv id' })
  return z.NEVER
})

/** Names in order, as strings or objects with a `name`; an empty list becomes null. */
export const authors = field((value, refuse): string[] | null => {
  if (!Array.isArray(value)) return refuse('{} is not a list')
  if (value.length > MOST_AUTHORS) return refuse(`{} has more than ${MOST_AUTHORS} names`)
  const names: string[] = []
  for (const entry of value as unknown[]) {
    const name = nameIn(entry)
    if (typeof name !== 'string') return refuse('{} holds something that is not a name')
    const clean = name.length > LONGEST_NAME * 4 ? name : cleanText(name)
    if (clean.length > LONGEST_NAME) {
      return refuse(`{} holds a name longer than ${LONGEST_NAME} characters`)
    }
    // In some arXiv records the author line leaves a lone colon as a name.
    if (/[\p{L}\p{N}]/u.test(clean)) names.push(clean)
  }
  return names.length > 0 ? names : null
})

/** arXiv categories from a list or from words; the MSC and ACM codes among them are dropped. */
export const categories = field((value, refuse): string[] | null => {
  const words = typeof value === 'string' ? value.split(/\s+/) : value
  if (!Array.isArray(words)) return refuse('{} is not a list')
  const known = words.filter((word) => typeof word === 'string' && word.length <= 40)
  const kept = new Set((known as string[]).map((word) => word.trim()).filter(isCategory))
  return kept.size > 0 ? [...kept] : null
})

/** A web address (http or https, no credentials); anything else becomes null. */
export const link = field((value): string | null => {
  if (typeof value !== 'string' || value.length > LONGEST_LINK || !URL.canParse(value)) return null
  const url = new URL(value)
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:'
  return isWeb && !url.username && !url.password ? url.href : null
})

/** The first DOI in a text, or null. */
export const doi = field((value): string | null => {
  if (typeof value !== 'string' || value.length > LONGEST_LINK) return null
  return DOI.exec(cleanText(value))?.[0] ?? null
})

const organizationFields = z.object({
  slug: line(LONGEST_NAME),
  name: line(LONGEST_NAME),
  fullname: line(LONGEST_NAME),
})

/** An organization as Hugging Face gives it, `{name, fullname}`, or as we do, `{slug, name}`. */
export const organization = field((value, refuse): { slug: string; name: string } | null => {
  const parsed = organizationFields.safeParse(value)
  if (!parsed.success) return refuse('{} is not an organization')
  const { slug, name, fullname } = parsed.data
  const handle = slug ?? name ?? fullname
  return handle ? { slug: slugOf(handle), name: fullname ?? name ?? handle } : null
})

function nameIn(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null && 'name' in entry ? entry.name : entry
}

/** Whether a word is spelt as arXiv spells its categories, old ones included. */
function isCategory(word: string): boolean {
  return categorySpelling(word) === word
}

/** In the message of a problem, `{}` stands for the field's path. */
function field<Found>(read: (value: unknown, refuse: Refuse) => Found) {
  return z
    .unknown()
    .optional()
    .transform((value, context) => {
      const refuse: Refuse = (message) => {
        context.addIssue({ code: 'custom', message })
        return z.NEVER
      }
      return value === undefined || value === null ? null : read(value, refuse)
    })
}
