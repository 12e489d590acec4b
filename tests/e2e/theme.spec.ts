/** Light and dark: the system's wish, or the reader's, which is remembered and never flashes. */
import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser.ts'
import { PLAIN } from '../support/odd-papers.ts'

const LIGHT = 'rgb(251, 250, 247)'
const DARK = 'rgb(21, 20, 18)'
const paper = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor)

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })
    test('the theme follows the system', async ({ page }) => {
      await page.emulateMedia({ colorScheme: 'light' })
      await page.goto('/')
      expect(await paper(page)).toBe(LIGHT)
      await page.emulateMedia({ colorScheme: 'dark' })
      expect(await paper(page)).toBe(DARK)
    })
  })
}

test('the switch turns the theme over, and the choice outlives a reload', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto('/')
  await page.getByRole('button', { name: 'Switch to the dark theme' }).click()
  expect(await paper(page)).toBe(DARK)
  await page.reload()
  expect(await paper(page)).toBe(DARK)
  await page.getByRole('button', { name: 'Switch to the light theme' }).click()
  expect(await paper(page)).toBe(LIGHT)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto(`/papers/${PLAIN}`)
  expect(await paper(page)).toBe(LIGHT)
})

test('the choice stays while one walks from page to page', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto('/')
  await page.getByRole('button', { name: 'Switch to the dark theme' }).click()
  await page.getByRole('link', { name: 'Trending', exact: true }).click()
  await expect(page.locator('h1')).toHaveText('Trending Papers')
  expect(await paper(page)).toBe(DARK)
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('no frame is painted in the other theme', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.addInitScript(() => {
    localStorage.setItem('theme', 'dark')
    const seen: string[] = []
    Object.assign(window, { seen })
    const look = () => {
      if (document.body) seen.push(getComputedStyle(document.body).backgroundColor)
      if (seen.length < 30) requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  for (const path of ['/', `/papers/${PLAIN}`]) {
    await page.goto(path)
    await page.waitForFunction(() => (window as unknown as { seen: string[] }).seen.length >= 30)
    const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen)
    expect(new Set(seen)).toEqual(new Set([DARK]))
  }
})

test('a page works where storage is refused', async ({ page }) => {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('refused', 'SecurityError')
      },
    })
  })
  await page.goto('/')
  await page.getByRole('button', { name: /Switch to the .* theme/ }).click()
  await page.keyboard.press('j')
  expect(errors).toEqual([])
})
