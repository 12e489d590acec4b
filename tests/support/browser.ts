/** Playwright's test on the served site, and every kind of page it has. */
import { test as base, type Page } from '@playwright/test'
import { EMPTY_DATE, MATH, ODD_DATE, ORGANIZATION, PLAIN, WITHDRAWN } from './odd-papers.ts'

export { expect } from '@playwright/test'

/** Addresses are relative to the site that e2e-setup.ts serves. */
export const test = base.extend({ baseURL: process.env.SITE ?? '' })

export const SITE = process.env.SITE ?? ''

/** One address of every kind of page. */
export const PAGES: Record<string, string> = {
  'the front page': '/',
  'an edition': `/papers/date/${ODD_DATE}`,
  'an empty edition': `/papers/date/${EMPTY_DATE}`,
  'a week': '/papers/week/2024-W10',
  'a month': '/papers/month/2024-04',
  'the trending papers': '/papers/trending',
  'a paper': `/papers/${PLAIN}`,
  'a paper of two editions': '/papers/2404.00001',
  'a paper with math': `/papers/${MATH}`,
  'a withdrawn paper': `/papers/${WITHDRAWN}`,
  'an organization': `/orgs/${ORGANIZATION.slug}`,
  'an author': '/authors/ada-example',
  'a category': '/categories/cs.CL',
  'the about page': '/about',
  'the page on ranking': '/about/ranking',
  'the status page': '/status',
  'a page that is not there': '/papers/date/2024-02-30',
}

/** The ids of the cards of a page, in order. */
export function cardIds(page: Page): Promise<string[]> {
  return page
    .locator('article[data-paper-id]')
    .evaluateAll((cards) => cards.map((card) => (card as HTMLElement).dataset.paperId ?? ''))
}
