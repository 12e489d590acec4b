/** A member submits a paper: looked up, seen, submitted; with and without JavaScript, and when arXiv is away. */
import type { Page } from '@playwright/test'
import { aFeed, anEntry } from '../sources/given-items.ts'
import { expectAccessible } from '../support/axe.ts'
import { expect, test } from '../support/browser.ts'
import { type OwnSite, startOwnSite } from '../support/own-site.ts'
import { sends, status } from '../support/replay-server.ts'

test.describe.configure({ mode: 'serial' })
test.setTimeout(180_000)

const QUERY = /^\/api\/query$/
const NOTE = 'See § 3 <script>alert(1)</script> "><img src=x onerror=alert(1)>'
let site: OwnSite
const [ADA, BO] = ['ada@example.org', 'bo@example.org']

test.beforeAll(async () => {
  test.setTimeout(180_000)
  site = await startOwnSite({
    papers: [
      {
        id: '2403.00001',
        title: 'A listed paper',
        abstract: 'It is listed.',
        listedOn: '2026-02-09',
      },
      { id: '2403.00002', title: 'A paper that nobody lists', abstract: 'It is not.' },
    ],
    members: { [ADA]: 'member', [BO]: 'member' },
  })
})
test.afterAll(() => site?.stop())

const arxivHas = (id: string, title: string) =>
  site.arxiv.on(
    QUERY,
    sends(
      aFeed(
        anEntry((entry) =>
          entry
            .replace('2605.00001v3', `${id}v1`)
            .replace(/<title>.*?<\/title>/s, `<title>${title}</title>`),
        ),
      ),
    ),
  )
const waiting = () => site.query<{ paper_id: string; note: string }>('select * from submissions')

async function lookUp(page: Page, text: string) {
  await page.getByLabel('arXiv ID or link').fill(text)
  await page.getByRole('button', { name: 'Look up' }).click()
}

test('a reader is sent to sign in and back', async ({ page }) => {
  await page.goto(`${site.url}/submit?paper=2403.00001`)
  await expect(page).toHaveURL(`${site.url}/sign-in?next=%2Fsubmit%3Fpaper%3D2403.00001`)
})

test('what can be no paper is refused without asking arXiv, and stays in the field', async ({
  page,
}) => {
  await site.signIn(page.context(), ADA)
  await page.goto(`${site.url}/submit`)
  for (const text of ['', '2513.00001', 'https://arxiv.org@127.0.0.1/abs/2510.13312', '%00']) {
    await lookUp(page, text)
    await expect(page.getByText('Enter an arXiv ID or link')).toBeVisible()
    await expect(page.getByLabel('arXiv ID or link')).toHaveValue(text)
    await expect(page.getByLabel('arXiv ID or link')).toBeFocused()
  }
  await lookUp(page, 'a-slug-that-nobody-has')
  await expect(page.getByText('That isn’t an arXiv ID or a paper on this site.')).toBeVisible()
  await page.goto(`${site.url}/submit?paper=2605.00009`)
  await expect(page.getByRole('button', { name: 'Look up' })).toBeVisible()
  expect(site.arxiv.seen).toHaveLength(0)
  await expectAccessible(page)
})

test('while arXiv is away nothing is lost, and it goes on later', async ({ page }) => {
  await site.signIn(page.context(), ADA)
  await page.goto(`${site.url}/submit`)
  site.arxiv.on(QUERY, status(503))
  await lookUp(page, 'arXiv:2605.00007v2')
  await expect(page.getByText('arXiv can’t be reached right now')).toBeVisible()
  await expect(page.getByLabel('arXiv ID or link')).toHaveValue('arXiv:2605.00007v2')
  site.arxiv.on(QUERY, sends(aFeed('', 0)))
  await page.getByRole('button', { name: 'Look up' }).click()
  await expect(page.getByText('arXiv has no paper 2605.00007.')).toBeVisible()
})

test('a paper is looked up once, shown, and submitted with a note', async ({ page }) => {
  await site.signIn(page.context(), ADA)
  arxivHas('2605.00001', 'On $\\ell_1$ bounds')
  const before = site.arxiv.seen.length
  await page.goto(`${site.url}/submit`)
  await lookUp(page, 'https://arxiv.org/pdf/2605.00001v3.pdf')
  await expect(page.getByRole('heading', { name: /bounds/ })).toBeVisible()
  await expect(page.getByText('Ada Example, Bo Sample')).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('Note to the curators').fill('x'.repeat(501))
  await page.getByRole('button', { name: 'Submit this paper' }).click()
  await expect(page.getByText('At most 500 characters.', { exact: true })).toBeVisible()
  await page.getByLabel('Note to the curators').fill(NOTE)
  await page.getByRole('button', { name: 'Submit this paper' }).click()
  await expect(page.getByRole('heading', { name: 'You submitted this paper' })).toBeVisible()
  expect(await waiting()).toMatchObject([{ paper_id: '2605.00001', note: NOTE }])
  expect(site.arxiv.seen).toHaveLength(before + 1)
  await expectAccessible(page)
  const answer = await page.goto(`${site.url}/papers/2605.00001`)
  expect(answer?.status()).toBe(200)
  await expect(page.getByText('Not listed in an edition yet')).toBeVisible()
})

test('another member finds it here and votes for it on the spot', async ({ page }) => {
  await site.signIn(page.context(), BO)
  await page.goto(`${site.url}/submit`)
  await lookUp(page, '2605.00001')
  await expect(page.getByRole('heading', { name: 'Already here: vote for it' })).toBeVisible()
  const vote = page.locator('#paper-2605\\.00001 .votes button')
  await vote.click()
  await expect(vote).toHaveAttribute('aria-pressed', 'true')
  await expect
    .poll(() => site.query("select from votes where paper_id = '2605.00001'"))
    .toHaveLength(1)
  await lookUp(page, `${site.url}/papers/2403.00001`)
  await expect(page.getByText('It’s listed in the edition of 9 February 2026.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Submit this paper' })).toHaveCount(0)
})

test('it works by keys alone', async ({ page }) => {
  await site.signIn(page.context(), BO)
  arxivHas('2605.00003', 'By keys')
  await page.goto(`${site.url}/submit`)
  await page.getByLabel('arXiv ID or link').focus()
  await page.keyboard.type('2605.00003')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'By keys' })).toBeVisible()
  await page.getByLabel('Note to the curators').focus()
  await page.keyboard.type('j and k are letters here')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'You submitted this paper' })).toBeVisible()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('both steps work, and errors stand beside the field', async ({ page }) => {
    await site.signIn(page.context(), ADA)
    await page.goto(`${site.url}/submit`)
    await lookUp(page, '2513.1')
    await expect(page.getByText('Enter an arXiv ID or link')).toBeVisible()
    await expect(page.getByLabel('arXiv ID or link')).toHaveValue('2513.1')
    arxivHas('2605.00002', 'Without a script')
    await lookUp(page, '2605.00002')
    await page.getByLabel('Note to the curators').fill('x'.repeat(501))
    await page.getByRole('button', { name: 'Submit this paper' }).click()
    await expect(page.getByText('At most 500 characters.', { exact: true })).toBeVisible()
    await expect(page.getByLabel('Note to the curators')).toHaveValue('x'.repeat(501))
    await page.getByLabel('Note to the curators').fill('Short')
    await page.getByRole('button', { name: 'Submit this paper' }).click()
    await expect(page.getByRole('heading', { name: 'You submitted this paper' })).toBeVisible()
  })

  test('a stored paper that nobody lists can be submitted', async ({ page }) => {
    await site.signIn(page.context(), BO)
    await page.goto(`${site.url}/submit`)
    await lookUp(page, '2403.00002')
    await expect(page.getByRole('heading', { name: 'Not listed yet' })).toBeVisible()
    await page.getByRole('button', { name: 'Submit this paper' }).click()
    await expect(page.getByRole('heading', { name: 'You submitted this paper' })).toBeVisible()
  })
})
