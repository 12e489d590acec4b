/** The desk's page of sources: who sees it, and the rule of what is listed. */
import type { Page } from '@playwright/test'
import { expectAccessible } from '../support/axe.ts'
import { expect, test } from '../support/browser.ts'
import { type OwnSite, startOwnSite } from '../support/own-site.ts'

test.describe.configure({ mode: 'serial' })
test.setTimeout(180_000)

const [CORA, ROOT, ADA] = ['cora@example.org', 'root@example.org', 'ada@example.org']
const PATH = '/admin/sources'
const RULE = {
  sources: ['hugging-face'],
  categories: ['cs.CL', 'math.CO'],
  keywords: ['attention', 'large language model'],
  minVotes: 3,
  cap: 12,
}
let site: OwnSite

test.beforeAll(async () => {
  test.setTimeout(180_000)
  site = await startOwnSite({
    papers: [],
    members: { [CORA]: 'curator', [ROOT]: 'admin', [ADA]: 'member' },
  })
})
test.afterAll(() => site?.stop())

async function open(page: Page, email: string) {
  await site.signIn(page.context(), email)
  return page.goto(site.url + PATH)
}
const said = (page: Page) => page.locator('main [role=status]:not(:empty)')
const saveRule = (page: Page) => page.getByRole('button', { name: 'Save rule' }).click()
const fields = (page: Page) => ({
  huggingFace: page.getByLabel('Hugging Face’s daily lists'),
  arxiv: page.getByLabel('arXiv’s announcements'),
  categories: page.getByLabel('Categories'),
  keywords: page.getByLabel('Keywords'),
  minVotes: page.getByLabel('Minimum votes'),
  cap: page.getByLabel('arXiv papers per edition'),
})
const storedRule = async () =>
  (await site.query<{ rule: object }>('select rule from listing_rule'))[0]?.rule
const actsOf = async (handle: string) =>
  (
    await site.query(
      `select from moderation_log l join members m on m.id = l.actor_id
       where act = 'set-rule' and handle = $1`,
      [handle],
    )
  ).length

async function fillRule(page: Page) {
  const { huggingFace, arxiv, categories, keywords, minVotes, cap } = fields(page)
  await huggingFace.check()
  await arxiv.uncheck()
  await categories.fill('cs.CL,  math.CO cs.CL')
  await keywords.fill('attention\n\n large language model \nattention')
  await minVotes.fill(' 3')
  await cap.fill('12')
}

async function expectRule(page: Page) {
  const { huggingFace, arxiv, categories, keywords, minVotes, cap } = fields(page)
  await expect(huggingFace).toBeChecked()
  await expect(arxiv).not.toBeChecked()
  await expect(categories).toHaveValue('cs.CL, math.CO')
  await expect(keywords).toHaveValue('attention\nlarge language model')
  await expect(minVotes).toHaveValue('3')
  await expect(cap).toHaveValue('12')
}

test('nobody but curators sees it', async ({ page }) => {
  expect((await page.goto(site.url + PATH))?.status()).toBe(404)
  expect((await open(page, ADA))?.status()).toBe(404)
  await expect(page.getByText('Listing rule')).toHaveCount(0)
  expect((await open(page, CORA))?.status()).toBe(200)
  for (const before of ['x', '-1', '1.5', '99999999999', '1&before=2']) {
    expect((await page.goto(`${site.url}${PATH}?before=${before}`))?.status(), before).toBe(404)
  }
})

test('a curator reads the rule, and is refused whoever’s form they send', async ({ page }) => {
  await open(page, ROOT)
  await fillRule(page)
  await site.signIn(page.context(), CORA)
  await saveRule(page)
  await expect(said(page)).toHaveText('Only admins can do this.')
  expect(await storedRule()).toBeUndefined()
  await page.reload()
  await expect(page.getByText('Only admins can change this.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save rule' })).toHaveCount(0)
  for (const field of Object.values(fields(page))) await expect(field).toBeDisabled()
  await expect(fields(page).categories).toHaveValue('cs.AI, cs.CL, cs.CV, cs.LG')
  await expect(page.getByText('No source has been checked yet.')).toBeVisible()
  await expect(page.getByText('No items in quarantine.')).toBeVisible()
  await expectAccessible(page)
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('an admin saves each field, and the public log says so', async ({ page }) => {
      await site.query('delete from listing_rule')
      const before = await actsOf('root')
      await open(page, ROOT)
      await fillRule(page)
      await saveRule(page)
      await expect(said(page)).toHaveText('Saved. Editions follow it from now on.')
      await expectRule(page)
      expect(await storedRule()).toEqual(RULE)
      await page.goto(site.url + PATH)
      await expectRule(page)
      expect(await actsOf('root')).toBe(before + 1)
      await page.goto(`${site.url}/moderation`)
      await expect(page.locator('main li').first()).toContainText('@root changed the listing rule')
    })

    test('what is wrong is told at its field, all at once, and nothing is lost', async ({
      page,
    }) => {
      await open(page, ROOT)
      const { huggingFace, arxiv, ...typed } = fields(page)
      const wrong = [
        [typed.categories, 'cs.CL, Computer Science', 'Must be categories such as cs.CL.'],
        [typed.categories, 'cs.CL '.repeat(5_000), 'At most 25,000 characters'],
        [typed.keywords, `fine\n${'x'.repeat(101)}`, 'Must be keywords of 1 to 100 characters.'],
        [typed.keywords, Array.from({ length: 201 }, (_, n) => n).join('\n'), 'at most 200 keywo'],
        [typed.minVotes, 'three', 'Enter a whole number.'],
        [typed.minVotes, '-1', 'Enter a whole number.'],
        [typed.minVotes, '1000001', 'Must be at most 1000000.'],
        [typed.cap, '', 'Enter a whole number.'],
        [typed.cap, '1.5', 'Enter a whole number.'],
        [typed.cap, '201', 'Must be at most 200.'],
      ] as const
      for (const [field, text, told] of wrong) {
        await huggingFace.uncheck()
        await arxiv.check()
        await field.fill(text)
        await saveRule(page)
        await expect(field).toHaveAccessibleDescription(new RegExp(told))
        await expect(page.locator('[aria-invalid]')).toHaveCount(1)
        if (javaScriptEnabled) await expect(field).toBeFocused()
        await expect(field).toHaveValue(text)
        await expect(huggingFace).not.toBeChecked()
        await expect(arxiv).toBeChecked()
        await page.goto(site.url + PATH)
      }
      for (const field of Object.values(typed)) await field.fill('Not <so>')
      await saveRule(page)
      await expect(page.locator('[aria-invalid]')).toHaveCount(3)
      if (javaScriptEnabled) await expectAccessible(page)
      await expect(typed.keywords).toHaveValue('Not <so>')
      expect(await storedRule()).toEqual(RULE)
    })
  })
}

test('keys alone change the rule', async ({ page }) => {
  await open(page, ROOT)
  await fields(page).huggingFace.focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.keyboard.press('Tab')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('cs.LG')
  for (let field = 0; field < 3; field++) await page.keyboard.press('Tab')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('0')
  await page.keyboard.press('Enter')
  await expect(said(page)).toHaveText('Saved. Editions follow it from now on.')
  expect(await storedRule()).toEqual({
    ...RULE,
    sources: ['arxiv'],
    categories: ['cs.LG'],
    cap: 0,
  })
})
