/** Names for what a stored page shows, so that a write can say which pages it made stale. */
import { monthOf, weekOf } from '../domain/edition.ts'

/** `all` stands for every page. */
export type PageTag = string
export const ALL_PAGES: PageTag = 'all'

export const paperTag = (id: string): PageTag => `paper:${id}`
export const editionTag = (date: string): PageTag => `edition:${date}`
export const weekTag = (week: string): PageTag => `week:${week}`
export const monthTag = (month: string): PageTag => `month:${month}`
/** The front page, whichever edition it shows. */
export const FRONT_TAG: PageTag = 'front'
export const TRENDING_TAG: PageTag = 'trending'
export const organizationTag = (slug: string): PageTag => `org:${slug}`
export const authorTag = (slug: string): PageTag => `author:${slug}`
export const categoryTag = (name: string): PageTag => `category:${name}`
/** All authors' pages, for a paper with too many authors to name each. */
export const AUTHORS_TAG: PageTag = 'authors'
/** A member's page. */
export const memberTag = (handle: string): PageTag => `member:${handle}`
/** The public log of curators' acts. */
export const MODERATION_TAG: PageTag = 'moderation'

const GONE = 'gone:'
/** Says more than that pages with a tag are stale: what they show must not be seen again. */
export const goneTag = (tag: PageTag): PageTag => GONE + tag
/** The tag that this says it about, or null. */
export const tagThatIsGone = (tag: PageTag): PageTag | null =>
  tag.startsWith(GONE) ? tag.slice(GONE.length) : null

/** Where a paper is shown. `isOnFront`: its edition may be the newest. */
export type ShownOn = {
  id: string
  dates: string[]
  isOnFront: boolean
  organization: string | null
  categories: string[]
  authors: string[]
}

const MOST_AUTHORS = 50

/** The tags of pages that show a paper or whose order it may change. */
export function tagsOfPaper(paper: ShownOn): PageTag[] {
  const { id, dates, isOnFront, organization, categories, authors } = paper
  const periods = dates.flatMap((date) => [
    editionTag(date),
    weekTag(weekOf(date)),
    monthTag(monthOf(date)),
  ])
  return [
    paperTag(id),
    TRENDING_TAG,
    ...(isOnFront ? [FRONT_TAG] : []),
    ...new Set(periods),
    ...(organization ? [organizationTag(organization)] : []),
    ...categories.map(categoryTag),
    ...(authors.length > MOST_AUTHORS ? [AUTHORS_TAG] : authors.map(authorTag)),
  ]
}
