/** All by keyboard: single keys in lists, and Tab everywhere. */
import type { Page } from '@playwright/test'
import { cardIds, expect, test } from '../support/browser.ts'
import { ODD_DATE, ORDER_DATE, PLAIN } from '../support/odd-papers.ts'

const focusedPaper = (page: Page) =>
  page.evaluate(() =>
    document.activeElement?.matches('article h2 a')
      ? document.activeElement.closest('article')?.dataset.paperId
      : `not a title: ${document.activeElement?.tagName}`,
  )

test.describe('single keys', () => {
  test.beforeEach(async ({ page }) => {
    await page.goto(`/papers/date/${ODD_DATE}`)
  })

  test('j and k move the focus from title to title and stop at the ends', async ({ page }) => {
    const ids = await cardIds(page)
    await page.keyboard.press('j')
    expect(await focusedPaper(page)).toBe(ids[0])
    for (const id of ids.slice(1)) {
      await page.keyboard.press('j')
      expect(await focusedPaper(page)).toBe(id)
    }
    await page.keyboard.press('j')
    expect(await focusedPaper(page)).toBe(ids.at(-1))
    for (const id of ids.slice(0, -1).toReversed()) {
      await page.keyboard.press('k')
      expect(await focusedPaper(page)).toBe(id)
    }
    await page.keyboard.press('k')
    expect(await focusedPaper(page)).toBe(ids[0])
  })

  test('j goes on from wherever the focus is in a card', async ({ page }) => {
    const ids = await cardIds(page)
    await page.locator('article').nth(2).getByRole('link', { name: 'Cite' }).focus()
    await page.keyboard.press('j')
    expect(await focusedPaper(page)).toBe(ids[3])
  })

  test('o and Enter open the paper in focus', async ({ page }) => {
    const ids = await cardIds(page)
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('o')
    await page.waitForURL(`**/papers/${ids[1]}`)
    await page.goBack()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/papers\/(?!date)/)
  })

  test('the focused title is in sight and shows its focus', async ({ page }) => {
    await page.setViewportSize({ width: 1000, height: 500 })
    for (let press = 0; press < 8; press++) {
      await page.keyboard.press(press < 5 ? 'j' : 'k')
      await expect.poll(() => focusFault(page)).toBeNull()
    }
  })

  test('? shows all keys and Escape closes them, and the focus comes back', async ({ page }) => {
    await page.keyboard.press('j')
    const before = await focusedPaper(page)
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
    await page.keyboard.press('j')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    expect(await focusedPaper(page)).toBe(before)
    await page.keyboard.press('?')
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog')).toBeHidden()
  })

  test('are silent while somebody types and with a modifier', async ({ page }) => {
    await page.evaluate(() => {
      const box = document.createElement('p')
      box.innerHTML =
        '<input id="t1"><textarea id="t2"></textarea><p id="t3" contenteditable>.</p><select id="t4"><option>j</select>'
      document.querySelector('main')?.prepend(box)
    })
    for (const id of ['t1', 't2', 't3', 't4']) {
      await page.locator(`#${id}`).focus()
      for (const key of ['j', 'o', '?']) await page.keyboard.press(key)
      expect(await page.evaluate(() => document.activeElement?.id)).toBe(id)
      await expect(page.getByRole('dialog')).toBeHidden()
    }
    expect(await page.locator('#t1').inputValue()).toBe('jo?')
    await page.locator('body').click({ position: { x: 2, y: 200 } })
    for (const key of ['Control+j', 'Alt+j', 'Meta+j']) await page.keyboard.press(key)
    expect(await focusedPaper(page)).toContain('not a title')
  })

  test('can be switched off, which is remembered, and on again', async ({ page }) => {
    await page.keyboard.press('?')
    await page.getByRole('checkbox').uncheck()
    await page.keyboard.press('Escape')
    await page.keyboard.press('j')
    expect(await focusedPaper(page)).toContain('not a title')
    await page.goto(`/papers/date/${ORDER_DATE}`)
    await page.keyboard.press('j')
    expect(await focusedPaper(page)).toContain('not a title')
    await page.evaluate(() => document.querySelector('dialog')?.showModal())
    await page.getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Close' }).click()
    await page.keyboard.press('j')
    expect(await focusedPaper(page)).not.toContain('not a title')
  })
})

test('once the keys are off even ? is silent, and a button leads to the switch', async ({
  page,
}) => {
  await page.goto('/')
  await page.evaluate(() => localStorage.setItem('keys-off', 'yes'))
  await page.reload()
  // WCAG 2.1.4 knows no exception for the key that explains the others.
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.getByRole('button', { name: /keys/i }).first().click({ timeout: 5_000 })
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
})

test('the first Tab is a link that skips to the content', async ({ page }) => {
  for (const path of ['/', `/papers/${PLAIN}`, '/about']) {
    await page.goto(path)
    await page.keyboard.press('Tab')
    const link = page.locator(':focus')
    await expect(link).toHaveText(/^Skip to/)
    await expect(link).toBeInViewport()
    expect((await link.boundingBox())?.height).toBeGreaterThan(20)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('main')).toBeFocused()
    await page.keyboard.press('Tab')
    const isInMain = await page.evaluate(
      () => document.activeElement?.closest('main,aside,footer') !== null,
    )
    expect(isInMain).toBe(true)
  }
})

for (const path of [`/papers/date/${ODD_DATE}`, `/papers/${PLAIN}`, '/about/ranking']) {
  for (const width of [1100, 400]) {
    test(`Tab reaches everything on ${path} at ${width} px, in order and in sight`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height: 600 })
      await page.goto(path)
      const all = await page.evaluate(() => {
        const wanted = 'a[href],button,input,select,textarea,summary,[tabindex="0"]'
        const shown = [...document.querySelectorAll<HTMLElement>(wanted)].filter(
          (element) => element.checkVisibility() && element.tabIndex >= 0,
        )
        for (const [place, element] of shown.entries()) element.dataset.place = String(place)
        return shown.length
      })
      const reached: (string | undefined)[] = []
      for (let press = 0; press < all; press++) {
        await page.keyboard.press('Tab')
        reached.push(
          await page.evaluate(() => (document.activeElement as HTMLElement).dataset.place),
        )
        await expect.poll(() => focusFault(page), `at ${reached.at(-1)}`).toBeNull()
      }
      const order = Array.from({ length: all }, (_, place) => String(place))
      // On a narrow page the bar puts the ways to read under the theme switch.
      expect(width === 400 ? reached.toSorted(numerically) : reached).toEqual(order)
    })
  }
}

function numerically(a = '', b = ''): number {
  return Number(a) - Number(b)
}

/** Why the focus cannot be seen; null when it can. */
function focusFault(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (!element || element === document.body) return 'nothing has the focus'
    const { outlineStyle, outlineWidth } = getComputedStyle(element)
    if (outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 1) return 'no outline'
    const box = element.getBoundingClientRect()
    if (box.top >= innerHeight || box.bottom <= 0) return `out of sight at ${box.top}`
    const header = document.querySelector('header')
    if (!header || header.contains(element)) return null
    const isSticky = getComputedStyle(header).position === 'sticky'
    const edge = header.getBoundingClientRect().bottom
    return isSticky && box.top < edge ? `under the header: ${box.top} < ${edge}` : null
  })
}
