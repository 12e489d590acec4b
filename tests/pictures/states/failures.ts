/** What a reader sees when something is not as it should be. */
import type { Page } from 'playwright'
import type { PicturedSite } from '../sites.ts'
import type { Area } from '../state.ts'
import { awake, send } from './awake.ts'

/** Sends a form from a page that is not the site's. */
const foreignForm = (path: string, field: string) => async (page: Page, site: PicturedSite) => {
  await page.goto('about:blank')
  await page.setContent(
    `<form method="post" action="${site.url}${path}"><input name="${field}"></form>`,
  )
  await page.locator('form').evaluate((form) => (form as HTMLFormElement).submit())
  await page.waitForURL(site.url + path)
}

export const refusals: Area = {
  name: 'refusals',
  states: [
    { name: 'foreign-form-403', path: '/about', steps: foreignForm('/sign-out', 'x') },
    {
      name: 'old-form-409',
      path: '/sign-in',
      withoutJavaScript: true,
      steps: async (page) => {
        await page.evaluate(() => {
          for (const field of document.querySelectorAll('input[name^="$ACTION"]'))
            field.setAttribute('name', `$ACTION_ID_${'0'.repeat(42)}`)
        })
        await send(page, { email: 'new@example.org' })
      },
    },
    {
      name: 'form-without-a-connection',
      path: '/sign-in',
      steps: async (page) => {
        await awake(page)
        await page.context().setOffline(true)
        await send(page, { email: 'new@example.org' })
      },
    },
    {
      name: 'vote-without-a-connection',
      path: '/',
      who: 'fresh',
      steps: async (page) => {
        await awake(page)
        await page.context().setOffline(true)
        await page.locator('.votes button').first().click()
        await page.waitForTimeout(1_500)
      },
    },
  ],
}

/** A table is gone from the failing site. */
export const broken: Area = {
  name: 'broken',
  before: async (site) => {
    if (site.name === 'failing') await site.query('alter table moderation_log rename to gone')
  },
  states: [
    { name: 'page-that-fails', path: '/moderation', site: 'failing' },
    { name: 'page-that-fails-a-member', path: '/moderation', site: 'failing', who: 'member' },
  ],
}

/** The failing site's database is away for good; its front page was read before. */
export const away: Area = {
  name: 'away',
  before: async (site) => {
    if (site.name !== 'failing') return
    await fetch(site.url)
    await site.loseDatabase()
  },
  states: [
    { name: 'kept-page', path: '/', site: 'failing' },
    { name: 'page-that-was-not-kept', path: '/papers/week/2024-W10', site: 'failing' },
    { name: 'front-page-of-a-member', path: '/', site: 'failing', who: 'member' },
    { name: 'text-page', path: '/about', site: 'failing' },
  ],
}
