/** Names for what a stored page shows, so that a write can say which pages it made old. */
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
