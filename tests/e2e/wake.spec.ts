/** A page's scripts start at the first sign of a hand; what is done meanwhile is kept, not lost. */
import type { Page } from '@playwright/test'
import { expect, test, wake } from '../support/browser.ts'
import { signIn } from '../support/member.ts'
import { EMPTY_DATE, ODD_DATE } from '../support/odd-papers.ts'

const LIST = `/papers/date/${ODD_DATE}`
const CHUNKS = '**/_next/static/chunks/*.js'
const mark = (page: Page) => page.evaluate(() => void Object.assign(window, { marker: 'here' }))
const marker = (page: Page) => page.evaluate(() => (window as { marker?: string }).marker)
const isAwake = (page: Page) => page.evaluate(() => 'next' in window)
/** Of the paper that stands there now: a vote may move it. */
const voteButton = async (page: Page, place: number) => {
  const id = await page.locator('article').nth(place).getAttribute('id')
  return page.locator(`[id="${id}"] .votes button`)
}

test('nothing runs on an untouched page until it has been still for a while', async ({ page }) => {
  await page.goto(LIST)
  await page.waitForTimeout(1_000)
  expect(await isAwake(page)).toBe(false)
  await page.locator('html[data-awake]').waitFor({ timeout: 10_000 })
  expect(await isAwake(page)).toBe(true)
})

test('the first click on a link is followed without a new page', async ({ page }) => {
  await page.goto(LIST)
  await mark(page)
  await page.getByRole('link', { name: 'Trending', exact: true }).click()
  await expect(page.locator('h1')).toHaveText('Trending Papers')
  expect(await marker(page)).toBe('here')
})

test('the first keys are done in their order', async ({ page }) => {
  await page.goto(LIST)
  for (const key of ['j', 'j', 'k']) await page.keyboard.press(key)
  const titles = page.locator('article h2 a')
  await expect(titles.first()).toBeFocused()
})

test('the list of keys opens at the first key', async ({ page }) => {
  for (const path of [LIST, `/papers/date/${EMPTY_DATE}`, '/about']) {
    await page.goto(path)
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog')).toBeVisible()
  }
})

test('the first vote is cast in place', async ({ page, context }) => {
  await signIn(context)
  await page.goto(LIST)
  await mark(page)
  const button = await voteButton(page, 2)
  const cast = page.waitForResponse('**/vote')
  await button.click()
  await cast
  await expect(button).toHaveAttribute('aria-pressed', 'true')
  expect(await marker(page)).toBe('here')
  await page.reload()
  await expect(button).toHaveAttribute('aria-pressed', 'true')
  await wake(page)
  await button.click()
  await expect(button).toHaveAttribute('aria-pressed', 'false')
})

test('a menu that was opened first stays open, and closes with the walk', async ({
  page,
  context,
}) => {
  await signIn(context)
  await page.goto(LIST)
  const menu = page.locator('details.menu')
  await menu.locator('summary').click()
  await wake(page)
  await page.waitForTimeout(500)
  await expect(menu).toHaveAttribute('open', '')
  await menu.getByRole('link', { name: 'Saved' }).click()
  await page.waitForURL('**/saved')
  await expect(menu).not.toHaveAttribute('open', '')
})

test('the theme turns before the scripts run', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.route(CHUNKS, (route) => route.abort())
  await page.goto(LIST)
  await page.getByRole('button', { name: 'Switch to the dark theme' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('where the scripts cannot be had, a click does what it would without them', async ({
  page,
  context,
}) => {
  await signIn(context)
  await page.route(CHUNKS, (route) => route.abort())
  await page.goto(LIST)
  await page.getByRole('link', { name: 'Trending', exact: true }).click()
  await expect(page.locator('h1')).toHaveText('Trending Papers')
  await page.goto(LIST)
  const button = await voteButton(page, 3)
  await button.click()
  await expect(page).toHaveURL(/#paper-/)
  await expect(button).toHaveAttribute('aria-pressed', 'true')
})

test('a click that opens another tab is the browser’s own', async ({ page, context }) => {
  await page.goto(LIST)
  const opened = context.waitForEvent('page')
  await page.getByRole('link', { name: 'Trending', exact: true }).click({ modifiers: ['Control'] })
  await (await opened).waitForURL('**/papers/trending')
  await expect(page.locator('h1')).toHaveText('Daily Papers')
})
