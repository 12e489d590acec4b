/** Names for what a stored page shows, so that a write can say which pages it made old. */
import { monthOf, weekOf } from './edition.ts'

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
/** Pages of organizations, authors and categories. */
export const TOPICS_TAG: PageTag = 'topics'
/** Pages of members. */
export const memberTag = (handle: string): PageTag => `member:${handle}`
/** The public log of curators' acts. */
export const MODERATION_TAG: PageTag = 'moderation'

/** The pages that show a paper listed on these dates. */
export function tagsOfPaper(id: string, listedOn: string[]): PageTag[] {
  const periods = listedOn.flatMap((date) => [
    editionTag(date),
    weekTag(weekOf(date)),
    monthTag(monthOf(date)),
  ])
  return [paperTag(id), FRONT_TAG, TRENDING_TAG, TOPICS_TAG, ...new Set(periods)]
}
