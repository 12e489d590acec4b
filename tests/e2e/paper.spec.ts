/** The page of a paper, under every spelling of its address. */
import { expect, SITE, test } from '../support/browser.ts'
import {
  CROWDED,
  LONG_TITLE,
  MATH,
  ODD_DATE,
  OLD_STYLE,
  ORDER_DATE,
  PLAIN,
  RIGHT_TO_LEFT,
  UNKNOWN,
  WITHDRAWN,
} from '../support/odd-papers.ts'

const NAMES = ['Zoë Last-Name', 'Ada Example', 'Bo Sample', 'Li 李明']

test('shows the title, the authors in order and linked, the date, the id and the categories', async ({
  page,
}) => {
  await page.goto(`/papers/${PLAIN}`)
  const main = page.getByRole('main')
  await expect(page).toHaveTitle('A plain paper: its authors stand in order · Broadsheet')
  await expect(main.locator('h1')).toHaveText('A plain paper: its authors stand in order')
  const authors = main.locator('a[href^="/authors/"]')
  expect(await authors.allInnerTexts()).toEqual(NAMES)
  await expect(authors.first()).toHaveAttribute('href', '/authors/zoe-last-name')
  await expect(main.locator('time')).toHaveAttribute('datetime', '2024-03-01')
  await expect(main.locator('time')).toHaveText('Mar 1, 2024')
  await expect(main).toContainText(`arXiv:${PLAIN}`)
  expect(await main.locator('a[href^="/categories/"]').allInnerTexts()).toEqual([
    'cs.LG',
    'cs.CL',
    'stat.ML',
    'math.OC',
    'cs.AI',
  ])
  await expect(page.locator('link[rel=canonical]')).toHaveAttribute(
    'href',
    `${SITE}/papers/${PLAIN}`,
  )
  await expect(main.getByRole('link', { name: 'arXiv', exact: true })).toHaveAttribute(
    'href',
    `https://arxiv.org/abs/${PLAIN}`,
  )
  await expect(main.getByRole('link', { name: 'Read PDF' })).toHaveAttribute(
    'href',
    `https://arxiv.org/pdf/${PLAIN}`,
  )
  await expect(main).toContainText('12 pages, 3 figures')
  await expect(main).toContainText('Journal of Things 12 (2024) 1–9')
})

test('every author leads to a page that lists the paper', async ({ page }) => {
  await page.goto(`/papers/${PLAIN}`)
  for (const name of NAMES) {
    await page.goto(`/papers/${PLAIN}`)
    await page.getByRole('link', { name, exact: true }).click()
    await expect(page.locator('h1')).toHaveText(name)
    await expect(page.locator(`article[data-paper-id="${PLAIN}"]`)).toBeVisible()
  }
})

test('names its edition and its rank of the day, and leads back to its card', async ({ page }) => {
  await page.goto('/papers/2405.00002')
  const edition = page.getByRole('link', { name: 'Thursday, 2 May 2024' })
  await expect(edition).toHaveAttribute('href', `/papers/date/${ORDER_DATE}#paper-2405.00002`)
  await expect(page.getByRole('main')).toContainText('#2 paper of the day')
  await expect(page.getByRole('complementary')).toContainText(
    '10 votes and 5 comments on Hugging Face',
  )
  await page.goto('/papers/2405.00003')
  await expect(page.getByRole('main')).not.toContainText('paper of the day')
  await page.goto('/papers/2404.00001')
  await expect(page.getByRole('main').locator('a[href*="/papers/date/2024-04"]')).toHaveCount(2)
})

test('offers its reference to copy and as files', async ({ page, request, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(`/papers/${PLAIN}`)
  const box = page.locator('#cite')
  const bibtex = await box.locator('pre').innerText()
  expect(bibtex).toMatch(/^@misc\{/)
  expect(bibtex).toContain(`eprint = {${PLAIN}}`)
  await box.getByRole('button', { name: 'Copy BibTeX' }).click()
  await expect(box.getByRole('status')).toHaveText('Copied')
  expect((await page.evaluate(() => navigator.clipboard.readText())).trim()).toBe(bibtex.trim())
  for (const [label, extension, type] of [
    ['BibTeX', 'bib', 'application/x-bibtex'],
    ['RIS', 'ris', 'application/x-research-info-systems'],
    ['CSL-JSON', 'csl.json', 'application/vnd.citationstyles.csl+json'],
  ] as const) {
    await expect(box.getByRole('link', { name: label, exact: true })).toHaveAttribute(
      'href',
      `/papers/${PLAIN}.${extension}`,
    )
    const answer = await request.get(`/papers/${PLAIN}.${extension}`)
    expect(answer.status()).toBe(200)
    expect(answer.headers()['content-type']).toContain(type)
    expect(answer.headers()['content-disposition']).toContain(`${PLAIN}.${extension}`)
    const text = await answer.text()
    for (const word of ['A plain paper', 'Last-Name', PLAIN]) expect(text).toContain(word)
    if (extension === 'csl.json') {
      const [item] = JSON.parse(text) as { author: { family?: string; given?: string }[] }[]
      expect(item?.author.map(({ family }) => family)).toContain('Example')
    }
  }
  expect((await request.get('/papers/2403.09999.bib')).status()).toBe(404)
})

test('an old id with a slash has its page and its files', async ({ page, request }) => {
  await page.goto(`/papers/${OLD_STYLE}`)
  await expect(page.locator('h1')).toHaveText('Of the time of slashes')
  for (const extension of ['bib', 'ris', 'csl.json']) {
    const answer = await request.get(`/papers/${OLD_STYLE}.${extension}`)
    expect(answer.status()).toBe(200)
    expect(answer.headers()['content-disposition']).toContain(`math-0611800.${extension}`)
  }
})

for (const [spelling, canonical] of [
  [`${PLAIN}v3`, PLAIN],
  [`arXiv:${PLAIN}`, PLAIN],
  [`arxiv:${PLAIN}v1`, PLAIN],
  [`${PLAIN}.pdf`, PLAIN],
  ['math.GT/0611800', OLD_STYLE],
  ['math/0611800v2', OLD_STYLE],
  ['MATH/0611800', OLD_STYLE],
  [UNKNOWN.toUpperCase(), UNKNOWN],
] as const) {
  test(`${spelling} leads to ${canonical} for good`, async ({ request }) => {
    const answer = await request.get(`/papers/${spelling}`, { maxRedirects: 0 })
    expect(answer.status()).toBe(308)
    expect(new URL(answer.headers().location ?? '', SITE).href).toBe(`${SITE}/papers/${canonical}`)
  })
}

test('what is no paper is not found', async ({ request }) => {
  for (const id of [
    '2403.99999',
    '1e3',
    '-1',
    '0',
    'NaN',
    'null',
    `%27%20OR%201=1--`,
    '%00',
    '%0a',
    '%E0%A4%A',
    '%ff',
    '..%2f..%2fetc%2fpasswd',
    'math/9999999',
    'math%2F0611800',
    'math/0611801',
    'a/b',
    'x'.repeat(300),
    'x'.repeat(10_000),
    '2403.00001%00',
    `${PLAIN}v0`,
    '__proto__',
    'constructor',
  ]) {
    const status = (await request.get(`/papers/${id}`, { maxRedirects: 0 })).status()
    expect({
      id: id.slice(0, 40),
      status: [400, 404, 414].includes(status) ? 404 : status,
    }).toEqual({ id: id.slice(0, 40), status: 404 })
  }
})

test('a paper without an arXiv id stands at a slug and offers no arXiv links', async ({ page }) => {
  await page.goto(`/papers/${UNKNOWN}`)
  const main = page.getByRole('main')
  await expect(main.locator('h1')).toHaveText('Nothing is known of this paper but its title')
  await expect(main).toContainText('Authors unknown')
  await expect(main).toContainText('Date unknown')
  await expect(main).toContainText('No abstract available yet.')
  await expect(main.locator('a[href*="arxiv.org"]')).toHaveCount(0)
  await expect(page.locator('#cite pre')).toContainText(`${SITE}/papers/${UNKNOWN}`)
})

test('a withdrawn paper stays and says so', async ({ page }) => {
  const answer = await page.goto(`/papers/${WITHDRAWN}`)
  expect(answer?.status()).toBe(200)
  await expect(page.getByRole('main')).toContainText('Withdrawn.')
  await expect(page.getByRole('main')).toContainText('error in Lemma 3')
  await page.goto(`/papers/date/${ODD_DATE}`)
  await expect(page.locator(`article[data-paper-id="${WITHDRAWN}"]`)).toContainText('Withdrawn')
})

test('math is typeset in title and abstract, and reads as text in the window title', async ({
  page,
}) => {
  await page.goto(`/papers/${MATH}`)
  await expect(page.locator('h1 math')).toHaveCount(3)
  await expect(page.locator('main p math')).toHaveCount(2)
  await expect(page.getByRole('main')).toContainText('It costs $5 or $6.')
  expect(await page.title()).not.toContain('$')
  await page.goto(`/papers/date/${ODD_DATE}`)
  const card = page.locator(`article[data-paper-id="${MATH}"]`)
  await expect(card.locator('h2 math')).toHaveCount(3)
  await expect(card.locator('summary')).not.toContainText('$')
})

test('three hundred authors are folded, and open without a script', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: SITE })
  const page = await context.newPage()
  await page.goto(`/papers/${CROWDED}`)
  const authors = page.getByRole('main').locator('a[href^="/authors/"]')
  await expect(authors).toHaveCount(300)
  await expect(authors.last()).toBeHidden()
  await page.getByText('and 270 more authors').click()
  await expect(authors.last()).toBeVisible()
  await context.close()
})

test('text that runs from right to left does so', async ({ page }) => {
  await page.goto(`/papers/${RIGHT_TO_LEFT}`)
  const direction = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => {
        const marked = element.closest('[dir]') ?? element.querySelector('[dir]')
        return marked?.getAttribute('dir') ?? getComputedStyle(element).unicodeBidi
      })
  expect(['auto', 'rtl', 'plaintext']).toContain(await direction('h1'))
})

test('a title of nearly 500 characters is shown whole', async ({ page }) => {
  await page.goto(`/papers/${LONG_TITLE}`)
  expect((await page.locator('h1').innerText()).length).toBeGreaterThan(480)
})
