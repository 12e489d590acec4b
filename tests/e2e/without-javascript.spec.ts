/** Without JavaScript every page reads the same. */
import { expect, PAGES, SITE, test } from '../support/browser.ts'

for (const [name, path] of Object.entries(PAGES)) {
  test(`${name} reads the same without JavaScript`, async ({ page, browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: SITE })
    const bare = await context.newPage()
    const [answer] = await Promise.all([bare.goto(path), page.goto(path)])
    expect(answer?.status()).toBe(path.includes('02-30') ? 404 : 200)
    const changing = /\d+\.\d fresh votes?|\d{1,2}:\d{2}/g
    const text = async (one: typeof page) =>
      (await one.getByRole('main').innerText()).replace(changing, '')
    expect(await text(bare)).toBe(await text(page))
    const links = (one: typeof page) =>
      one.locator('a[href]').evaluateAll((all) => all.map((link) => link.getAttribute('href')))
    expect(await links(bare)).toEqual(await links(page))
    await context.close()
  })
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('nothing is offered that only a script could do', async ({ page }) => {
    await page.goto('/')
    await expect(page.locator('#calendar')).toBeVisible()
    await expect(page.getByText('Read by keyboard')).toBeHidden()
    await expect(page.getByRole('button', { name: 'All keys', includeHidden: true })).toBeHidden()
  })

  test('one walks from the front page to a paper, its author and back', async ({ page }) => {
    await page.goto('/')
    const title = await page.locator('article h2').first().innerText()
    await page.locator('article h2 a').first().click()
    await expect(page.locator('h1')).toHaveText(title)
    await page.getByRole('main').locator('a[href^="/authors/"]').first().click()
    await expect(page.locator('article h2', { hasText: title })).toBeVisible()
    await page.getByRole('link', { name: 'Weekly' }).click()
    await expect(page.locator('h1')).toHaveText('Weekly Papers')
  })

  test('no control stands there that would do nothing', async ({ page }) => {
    for (const path of Object.values(PAGES)) {
      await page.goto(path)
      const idle = await page
        .locator('button:visible, input:visible')
        .evaluateAll((all) =>
          all
            .filter((control) => !control.closest('form[action]'))
            .map(({ outerHTML }) => outerHTML),
        )
      expect(idle).toEqual([])
    }
  })
})
