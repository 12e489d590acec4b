/** Nothing scrolls sideways, however narrow the page and however wide its text is set. */
import type { Page } from '@playwright/test'
import { expect, PAGES, test } from '../support/browser.ts'
import { CROWDED, LONG_TITLE, RIGHT_TO_LEFT, XSS_DATE } from '../support/odd-papers.ts'

// The spacing of WCAG 1.4.12 is put in by the test, which a content policy would refuse.
test.use({ bypassCSP: true })
test.describe.configure({ mode: 'parallel' })

const TEXT_SPACING = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`

const NARROW_PAGES: Record<string, string> = {
  ...PAGES,
  'a paper with three hundred authors': `/papers/${CROWDED}`,
  'a paper with a very long title': `/papers/${LONG_TITLE}`,
  'a paper from right to left': `/papers/${RIGHT_TO_LEFT}`,
  'an edition of payloads': `/papers/date/${XSS_DATE}`,
}

for (const [name, path] of Object.entries(NARROW_PAGES)) {
  test(`${name} fits 320, 400 and 800 px, also with wide text spacing`, async ({ page }) => {
    await page.goto(path)
    await expect(page.getByRole('banner')).toBeVisible()
    for (const details of await page.locator('main details').all()) {
      await details.evaluate((element) => element.setAttribute('open', ''))
    }
    for (const spacing of [false, true]) {
      if (spacing) await page.addStyleTag({ content: TEXT_SPACING })
      for (const width of [320, 400, 800]) {
        await page.setViewportSize({ width, height: 800 })
        expect(await stickingOut(page), `${width} px, spacing ${spacing}`).toEqual([])
      }
    }
  })
}

/** What makes the page scroll sideways. */
function stickingOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 0.5)
      .slice(-3)
      .map((element) => `${scrollWidth} > ${clientWidth}: ${element.outerHTML.slice(0, 200)}`)
  })
}
