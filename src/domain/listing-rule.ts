/** The operator's rule: which announced papers are listed in an edition. */
import { z } from 'zod'
import { categorySpelling, findCategory } from './category.ts'

export const LISTING_SOURCES = ['hugging-face', 'arxiv'] as const
export type ListingSource = (typeof LISTING_SOURCES)[number]
/** What people call them. */
export const LISTING_SOURCE_NAMES: Record<ListingSource, string> = {
  'hugging-face': 'Hugging Face',
  arxiv: 'arXiv',
}

/** In upper or lower case: `cs.ai` is `cs.AI`. An unknown category would make arXiv refuse the whole request. */
const category = z.string().transform((text, context) => {
  const found = findCategory(text)
  const spelt = categorySpelling(text.trim())
  const which = spelt ? `; arXiv has no ${spelt}` : ''
  if (!found) context.addIssue(`must be categories such as cs.CL${which}`)
  return found ?? ''
})
const KEYWORD = 'must be keywords of 1 to 100 characters'
/** Up to 200 papers, an edition fits on one page. */
const LARGEST_CAP = 200
const MOST_VOTES = 1_000_000

/**
 * Hugging Face's daily lists are taken as they are, if `sources` includes them. Of arXiv's
 * announcements at most `cap` are listed per edition: those in one of `categories`, with one of
 * `keywords` in title or abstract (none given: all), and at least `minVotes` votes. Without
 * categories nothing of arXiv's is listed.
 */
export const listingRuleSchema = z.object({
  sources: z.array(
    z.enum(LISTING_SOURCES, { error: `must be some of ${LISTING_SOURCES.join(', ')}` }),
  ),
  categories: z.array(category).max(50, 'must be at most 50 categories'),
  keywords: z
    .array(z.string().trim().min(1, KEYWORD).max(100, KEYWORD))
    .max(200, 'must be at most 200 keywords'),
  minVotes: z.int().min(0).max(MOST_VOTES, `must be at most ${MOST_VOTES}`),
  cap: z.int().min(0).max(LARGEST_CAP, `must be at most ${LARGEST_CAP}`),
})
export type ListingRule = z.output<typeof listingRuleSchema>

/** A rule as it was saved, without categories that arXiv doesn't have (any more). */
export const savedRuleSchema = listingRuleSchema.extend({
  categories: z
    .array(z.string())
    .transform((all) => all.map(findCategory).filter((one) => one !== null)),
})

/** A paper that a source announced for an edition. */
export type Candidate = {
  paperId: string
  source: ListingSource
  /** Its position in the announcement. */
  position: number
  title: string
  abstract: string | null
  /** Primary first. */
  categories: string[]
  votes: number
  /** It was listed in this edition before. */
  isPublished: boolean
}

/**
 * The candidates to list that are not listed yet. Whatever was listed before keeps its place and
 * counts towards the cap, so asking again without changes lists nothing more. Most votes first, then
 * those whose primary category is among the rule's, then in the order of the announcement.
 */
export function chooseForEdition<Given extends Candidate>(
  rule: ListingRule,
  candidates: Given[],
): Given[] {
  const open = candidates.filter(({ source }) => rule.sources.includes(source))
  const fromHuggingFace = open.filter(({ source }) => source === 'hugging-face')
  const there = new Set(fromHuggingFace.map(({ paperId }) => paperId))
  const announced = open.filter(({ source, paperId }) => source === 'arxiv' && !there.has(paperId))
  const room = rule.cap - announced.filter(({ isPublished }) => isPublished).length
  const chosen = announced
    .filter((candidate) => !candidate.isPublished && fits(rule, candidate))
    .toSorted((a, b) => before(rule, a, b))
    .slice(0, Math.max(0, room))
  return [...fromHuggingFace.filter(({ isPublished }) => !isPublished), ...chosen]
}

function fits({ categories, keywords, minVotes }: ListingRule, paper: Candidate): boolean {
  return (
    paper.votes >= minVotes &&
    paper.categories.some((category) => categories.includes(category)) &&
    (keywords.length === 0 || keywords.some((keyword) => mentions(paper, keyword)))
  )
}

/** Whether it contains the keyword as whole words, in upper or lower case. */
function mentions({ title, abstract }: Candidate, keyword: string): boolean {
  const words = keyword.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  return new RegExp(`(?<![\\p{L}\\p{N}])${words}(?![\\p{L}\\p{N}])`, 'iu').test(
    `${title}\n${abstract}`,
  )
}

function before({ categories }: ListingRule, a: Candidate, b: Candidate): number {
  const isCross = ({ categories: [primary = ''] }: Candidate) =>
    Number(!categories.includes(primary))
  return b.votes - a.votes || isCross(a) - isCross(b) || a.position - b.position
}
