/** Lists by the calendar: editions, weeks, months, what trends. */
import { EMPTY_DATE, FULL_MONTH, ODD_DATE, WEEKEND_DATE } from '../../support/odd-papers.ts'
import type { Area } from '../state.ts'
import { awake } from './awake.ts'

export const editions: Area = {
  name: 'editions',
  states: [
    { name: 'front-page', path: '/' },
    { name: 'front-page-without-javascript', path: '/', withoutJavaScript: true },
    { name: 'front-page-of-a-member', path: '/', who: 'member' },
    { name: 'front-page-by-trend', path: '/?order=trending' },
    { name: 'front-page-of-an-empty-site', path: '/', site: 'empty' },
    { name: 'front-page-with-a-silent-source', path: '/', site: 'failing' },
    { name: 'old-edition-of-odd-papers', path: `/papers/date/${ODD_DATE}` },
    { name: 'empty-edition', path: `/papers/date/${EMPTY_DATE}` },
    { name: 'weekend', path: `/papers/date/${WEEKEND_DATE}` },
    { name: 'week', path: '/papers/week/2026-W06' },
    { name: 'empty-week', path: '/papers/week/2024-W20' },
    { name: 'month', path: `/papers/month/${FULL_MONTH}` },
    {
      name: 'next-page-of-a-month',
      path: `/papers/month/${FULL_MONTH}`,
      steps: (page) => page.getByRole('link', { name: 'Next page' }).click(),
    },
    { name: 'trending', path: '/papers/trending' },
    { name: 'trending-of-a-member', path: '/papers/trending', who: 'member' },
    { name: 'nothing-trends', path: '/papers/trending', site: 'empty' },
  ],
}

export const cards: Area = {
  name: 'cards',
  states: [
    {
      name: 'abstract-open',
      path: '/',
      steps: (page) => page.locator('article details summary').first().click(),
    },
    {
      name: 'hidden-with-undo',
      path: '/papers/week/2026-W06',
      who: 'fresh',
      steps: async (page) => {
        await awake(page)
        await page.getByRole('button', { name: /^Hide/ }).nth(1).click()
        await page.locator('.undo').first().waitFor()
      },
    },
    {
      name: 'vote-signed-out',
      path: '/',
      steps: async (page) => {
        await page.locator('.votes button').first().click()
        await page.waitForURL(/sign-in/)
      },
    },
    {
      name: 'keys',
      path: '/',
      steps: async (page) => {
        await awake(page)
        await page.keyboard.press('?')
        await page.getByRole('dialog').waitFor()
      },
    },
    {
      name: 'member-menu',
      path: '/',
      who: 'member',
      steps: (page) => page.locator('details.menu summary').click(),
    },
    {
      name: 'admin-menu',
      path: '/about',
      who: 'admin',
      steps: (page) => page.locator('details.menu summary').click(),
    },
  ],
}
