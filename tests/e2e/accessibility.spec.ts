/** WCAG 2.2 AA as far as axe sees it, in both themes and both layouts; and the outline of headings. */
import { faultsOf } from '../support/axe.ts'
import { expect, PAGES, test } from '../support/browser.ts'

test.describe.configure({ mode: 'parallel' })

for (const [name, path] of Object.entries(PAGES)) {
  test(`${name} has no fault that axe finds`, async ({ page }) => {
    test.setTimeout(120_000)
    const answer = await page.goto(path)
    expect(answer?.status()).toBe(name === 'a page that is not there' ? 404 : 200)
    await expect(page.getByRole('banner')).toBeVisible()
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [1200, 400]) {
        await page.emulateMedia({ colorScheme })
        await page.setViewportSize({ width, height: 900 })
        expect(await faultsOf(page), `${colorScheme}, ${width} px`).toEqual([])
      }
    }
  })

  test(`${name} has one h1, and headings that step down one by one`, async ({ page }) => {
    await page.goto(path)
    const levels = await page
      .locator('h1:visible, h2:visible, h3:visible, h4:visible, h5:visible, h6:visible')
      .evaluateAll((all) => all.map((heading) => Number(heading.tagName[1])))
    expect(levels[0]).toBe(1)
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
    for (const [place, level] of levels.slice(1).entries()) {
      expect(level - (levels[place] ?? 0)).toBeLessThanOrEqual(1)
    }
    await expect(page.getByRole('main')).toHaveCount(1)
    await expect(page.getByRole('banner')).toHaveCount(1)
    await expect(page.getByRole('contentinfo')).toHaveCount(1)
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  })
}

test('the list of keys and an opened abstract have no fault that axe finds', async ({ page }) => {
  await page.goto('/')
  await page.locator('article summary').first().click()
  expect(await faultsOf(page)).toEqual([])
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await faultsOf(page)).toEqual([])
  }
})

test('every page has a title of its own', async ({ page }) => {
  const titles = new Map<string, string>()
  for (const path of Object.values(PAGES)) {
    await page.goto(path)
    const title = await page.title()
    expect(title).toContain('Broadsheet')
    expect(titles.get(title), `${path} is called ${title}`).toBeUndefined()
    titles.set(title, path)
  }
})
