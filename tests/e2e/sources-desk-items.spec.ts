/** The desk's page of sources: how feeds fare, and items set aside. */
import type { Page } from '@playwright/test'
import { expectAccessible } from '../support/axe.ts'
import { expect, test } from '../support/browser.ts'
import { PAYLOADS } from '../support/odd-papers.ts'
import { type OwnSite, startOwnSite } from '../support/own-site.ts'
import { fillSources, keep, USABLE } from '../support/set-aside.ts'

test.describe.configure({ mode: 'serial' })
test.setTimeout(180_000)

const [CORA, ROOT] = ['cora@example.org', 'root@example.org']
const PATH = '/admin/sources'
let site: OwnSite

test.beforeAll(async () => {
  test.setTimeout(180_000)
  site = await startOwnSite({ papers: [], members: { [CORA]: 'curator', [ROOT]: 'admin' } })
})
test.afterAll(() => site?.stop())

async function open(page: Page, email: string) {
  await site.signIn(page.context(), email)
  return page.goto(site.url + PATH)
}
const said = (page: Page) => page.locator('main [role=status]:not(:empty)')
const item = (page: Page, reference: string) => page.locator('main article', { hasText: reference })

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('an item is tried again: one is a paper now, another still none', async ({ page }) => {
      await site.query('truncate quarantine, papers, listings cascade')
      await keep(site, [
        { reference: 'item 1', payload: USABLE },
        { reference: 'item 2', payload: '{"title": ' },
      ])
      await open(page, CORA)
      await expect(page.getByText('2 items couldn’t be used.')).toBeVisible()
      await item(page, 'item 2').getByRole('button', { name: 'Try again item 2' }).click()
      await expect(said(page)).toContainText('It still can’t be used: ')
      if (javaScriptEnabled) await expect(said(page)).toBeFocused()
      await expect(item(page, 'item 2')).toContainText('JSON')
      await item(page, 'item 1').getByRole('button', { name: 'Try again item 1' }).click()
      await expect(said(page)).toHaveText('Stored: A Title That Is Wrapped')
      await expect(item(page, 'item 1')).toHaveCount(0)
      await expect(page.getByText('1 item couldn’t be used.')).toBeVisible()
      await page.goto(`${site.url}/papers/2505.01234`)
      await expect(page.getByRole('heading', { name: 'A Title That Is Wrapped' })).toBeVisible()
      expect(await site.query('select date::text from listings')).toEqual([{ date: '2025-05-06' }])
      expect(await site.query('select reference from quarantine')).toEqual([
        { reference: 'item 2' },
      ])
    })

    test('an item that is gone meanwhile is told to be', async ({ page }) => {
      await open(page, CORA)
      await site.query('truncate quarantine')
      await page.getByRole('button', { name: 'Try again' }).click()
      await expect(said(page)).toHaveText('That item is no longer in quarantine.')
      await expect(page.getByText('No items in quarantine.')).toBeVisible()
    })
  })
}

test('feeds are shown as they fare', async ({ page }) => {
  await fillSources(site)
  await open(page, CORA)
  const feed = (name: string) =>
    page.locator('main section', { has: page.getByRole('heading', { name }) })
  const good = feed('Hugging Face daily lists')
  await expect(good).toContainText('5 min ago')
  await expect(good).toContainText('8 read: 3 stored, 4 unchanged, 1 quarantined')
  await expect(good).not.toContainText('Last error')
  const failing = feed('arXiv announcements')
  await expect(failing).toContainText('2 days ago')
  await expect(failing).toContainText('arXiv: status 503')
  await expect(failing).toContainText('6, so it’s only tried now and then')
  const fresh = feed('arXiv cs:cs:LG')
  await expect(fresh).toContainText(/Last success\s*never/)
  await expect(fresh).not.toContainText('Result')
  await expect(fresh).not.toContainText('Failures')
})

test('more than fifty items are turned page by page, each on one of them', async ({ page }) => {
  await site.query('truncate quarantine')
  await keep(
    site,
    Array.from({ length: 101 }, (_, n) => ({ reference: `number ${n + 1}.`, payload: `${n}` })),
  )
  await open(page, CORA)
  await expect(page.getByText('101 items couldn’t be used.')).toBeVisible()
  const seen: string[] = []
  for (const size of [50, 50, 1]) {
    await expect(page.locator('main article')).toHaveCount(size)
    seen.push(...(await page.locator('main article h3').allInnerTexts()))
    if (size === 50) await page.getByRole('link', { name: 'Older' }).click()
    if (size === 50) await expect(page.locator('h3', { hasText: seen.at(-1) })).toHaveCount(0)
  }
  expect(seen).toEqual(Array.from({ length: 101 }, (_, n) => `number ${101 - n}.`))
  await expect(page.getByRole('link', { name: 'Older' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(said(page)).toContainText('It still can’t be used')
  await page.getByRole('link', { name: 'Newest' }).click()
  await expect(page.locator('main article').first()).toContainText('number 101.')
  await site.query("delete from quarantine where reference = 'number 1.'")
  await page.goto(`${site.url}${PATH}`)
  await page.getByRole('link', { name: 'Older' }).click()
  await expect(page.locator('main article').first()).toContainText('number 51.')
  await expect(page.getByRole('link', { name: 'Older' })).toHaveCount(0)
})

test('it is accessible and fits, and no payload of a source becomes an element', async ({
  page,
}) => {
  await site.query('truncate quarantine')
  await fillSources(site)
  await keep(site, [
    { reference: `https://example.org/${'x'.repeat(300)}`, payload: 'y'.repeat(4_000) },
    ...PAYLOADS.map((payload) => ({ reference: payload, reason: payload, payload })),
  ])
  const alarms: string[] = []
  page.on('dialog', (dialog) => {
    alarms.push(dialog.message())
    void dialog.dismiss()
  })
  for (const email of [CORA, ROOT]) {
    await open(page, email)
    await page.locator('main summary').first().click()
    await expect(page.locator('[data-payload], main script, main iframe')).toHaveCount(0)
    await expectAccessible(page)
  }
  expect(alarms).toEqual([])
})
