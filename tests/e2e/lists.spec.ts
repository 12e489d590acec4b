/** Weeks, months, topics: every paper once, page after page; addresses that are none are not found. */
import { cardIds, expect, SITE, test } from '../support/browser.ts'
import {
  FULL_MONTH,
  FULL_MONTH_PAPERS,
  ODD_DATE,
  ONE_AUTHOR,
  ORGANIZATION,
  PLAIN,
} from '../support/odd-papers.ts'

const EVERY_ID = Array.from(
  { length: FULL_MONTH_PAPERS },
  (_, index) => `2404.${String(index + 1).padStart(5, '0')}`,
)

for (const path of [
  `/papers/month/${FULL_MONTH}`,
  `/papers/month/${FULL_MONTH}?order=trending`,
  `/papers/month/${FULL_MONTH}?order=new`,
  `/papers/month/${FULL_MONTH}?order=discussed`,
  `/orgs/${ORGANIZATION.slug}`,
  `/orgs/${ORGANIZATION.slug}?order=votes`,
  `/authors/${ONE_AUTHOR.slug}?order=trending`,
  `/authors/${ONE_AUTHOR.slug}`,
]) {
  test(`the pages of ${path} hold each of ${FULL_MONTH_PAPERS} papers once`, async ({ page }) => {
    await page.goto(path)
    await expect(page.getByRole('main')).toContainText(`${FULL_MONTH_PAPERS} papers`)
    const seen = await cardIds(page)
    const counts = [await shownVotes(page)]
    for (;;) {
      const next = page.locator('a[rel=next]')
      if ((await next.count()) === 0) break
      await page.goto((await next.getAttribute('href')) ?? '')
      seen.push(...(await cardIds(page)))
      counts.push(await shownVotes(page))
    }
    expect(seen.length).toBe(FULL_MONTH_PAPERS)
    expect(seen.toSorted()).toEqual(EVERY_ID)
    if (path.includes('votes')) {
      const flat = counts.flat()
      expect(flat).toEqual(flat.toSorted((a, b) => b - a))
    }
    await page.getByRole('link', { name: 'First page' }).click()
    await page.waitForURL((url) => !url.search.includes('after'))
    await expect(page.locator('article[data-paper-id]').first()).toHaveAttribute(
      'data-paper-id',
      seen[0] ?? '',
    )
  })
}

test('a week lists the papers of its days and names them', async ({ page }) => {
  await page.goto('/papers/week/2024-W10')
  await expect(page.locator('h1')).toHaveText('Weekly Papers')
  await expect(page.getByRole('main')).toContainText('4–10 March 2024')
  await expect(page.getByRole('main')).toContainText('36 papers')
  await expect(page.locator(`article[data-paper-id="${PLAIN}"]`)).toBeVisible()
  const arrows = page.getByRole('navigation', { name: 'Editions' }).locator('a')
  await expect(arrows).toHaveAttribute('href', '/papers/week/2024-W14')
})

test('a month names itself and its neighbours that have papers', async ({ page }) => {
  await page.goto(`/papers/month/${FULL_MONTH}`)
  await expect(page.locator('h1')).toHaveText('Monthly Papers')
  const arrows = page.getByRole('navigation', { name: 'Editions' }).locator('a')
  await expect(arrows.first()).toHaveAttribute('href', '/papers/month/2024-03')
  await expect(arrows.last()).toHaveAttribute('href', '/papers/month/2024-05')
})

test('an empty week or month says so and links on', async ({ page }) => {
  for (const [path, nearest] of [
    ['/papers/week/2024-W11', ['/papers/week/2024-W10', '/papers/week/2024-W14']],
    ['/papers/month/2024-01', ['/papers/month/2024-03']],
  ] as const) {
    const answer = await page.goto(path)
    expect(answer?.status()).toBe(200)
    await expect(page.getByRole('main')).toContainText('No papers were listed in this period.')
    const links = page.getByRole('main').locator('ul a')
    expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual(
      nearest,
    )
  }
})

test('trending lists papers with votes by their fresh votes', async ({ page }) => {
  await page.goto('/papers/trending')
  const reasons = await page.locator('article h2 + p').allInnerTexts()
  expect(reasons.length).toBeGreaterThan(10)
  const fresh = reasons.map((text) => Number(/([\d.]+) fresh votes?/.exec(text)?.[1] ?? 0))
  expect(fresh).toEqual(fresh.toSorted((a, b) => b - a))
})

test('organization, author and category have a page with a name and a trend', async ({ page }) => {
  await page.goto(`/orgs/${ORGANIZATION.slug}`)
  await expect(page.locator('h1')).toHaveText(ORGANIZATION.name)
  await page.goto(`/authors/${ONE_AUTHOR.slug}`)
  await expect(page.locator('h1')).toHaveText(ONE_AUTHOR.name)
  await page.goto('/categories/cs.CL')
  await expect(page.locator('h1')).toHaveText('Computation and Language')
  await expect(page.getByRole('img', { name: /Papers published by month/ })).toBeVisible()
  await expect(page.locator(`article[data-paper-id="${PLAIN}"]`)).toHaveCount(
    (await cardIds(page)).includes(PLAIN) ? 1 : 0,
  )
})

const NOT_FOUND = [
  '/papers/date/2024-02-30',
  '/papers/date/2024-13-01',
  '/papers/date/2024-3-5',
  '/papers/date/20240305',
  '/papers/date/today',
  '/papers/date/0000-00-00',
  '/papers/date/9999-12-31',
  '/papers/date/2024-03-05T00:00',
  '/papers/date/%00',
  `/papers/date/${tomorrowAfterNext()}`,
  '/papers/week/2024-W00',
  '/papers/week/2024-W54',
  '/papers/week/2023-W53',
  '/papers/week/2024-10',
  '/papers/week/2999-W10',
  '/papers/month/2024-00',
  '/papers/month/2024-13',
  '/papers/month/2024',
  '/papers/month/2999-01',
  '/?order=',
  '/?order=random',
  '/?order=Votes',
  '/?order=votes&order=new',
  '/?after=',
  '/?after=x',
  '/?after=WyIxIl0',
  `/papers/date/${ODD_DATE}?after=%00`,
  `/papers/date/${ODD_DATE}?order=';drop table papers`,
  `/papers/month/${FULL_MONTH}?order=new&after=WyI1IiwiMjAyNC0wNC0wMVQwMDowMDowMC4wMDBaIiwwLCJ4Il0`,
  '/papers/trending?order=votes',
  '/orgs/nobody-there',
  '/orgs/%27',
  '/orgs/%00',
  '/authors/nobody-there',
  '/authors/%ff',
  '/authors/%00',
  '/categories/cs.XX',
  '/categories/nothing',
  '/categories/%00',
  '/orgs',
  '/authors',
  '/categories',
  '/papers/date',
  '/papers/week',
  '/papers/month',
  '/citations/bib/2403.00001/x',
]

test('what is no list is not found', async ({ request }) => {
  const wrong: [string, number][] = []
  for (const path of NOT_FOUND) {
    const status = (await request.get(path, { maxRedirects: 0 })).status()
    if (status !== 404 && !(status === 400 && path.includes('%'))) wrong.push([path, status])
  }
  expect(wrong).toEqual([])
})

test('a forged cursor never breaks a page', async ({ request }) => {
  const cursor = (parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')
  for (const parts of [
    ['99999999999999999999', '2024-04-01T00:00:00.000Z', 0, 'x'],
    ['1.5', '2024-04-01T00:00:00.000Z', 0, 'x'],
    ['-Infinity', '2024-04-01T00:00:00.000Z', 0, 'x'],
    ['1', '9999-12-31T23:59:59.999Z', 2 ** 53 - 1, 'x'],
    ['1', '0001-01-01T00:00:00.000Z', 2 ** 31, 'x'],
    ['1', '2024-04-01T00:00:00.000Z', 0, 'a\u0000b'],
    ['1', '2024-04-01T00:00:00.000Z', 0, "'); drop table papers; --"],
    ['1'.repeat(5000), '2024-04-01T00:00:00.000Z', 0, 'x'],
  ]) {
    for (const order of ['votes', 'trending', 'discussed', 'new']) {
      const path = `/papers/month/${FULL_MONTH}?order=${order}&after=${cursor(parts)}`
      const status = (await request.get(path)).status()
      expect(
        [200, 404, 414],
        `${order} ${JSON.stringify(parts).slice(0, 80)}: ${status}`,
      ).toContain(status)
    }
  }
})

test('another case of an address leads to the right one for good', async ({ request }) => {
  for (const [asked, canonical] of [
    ['/orgs/Many-Lab', '/orgs/many-lab'],
    ['/authors/Ada-EXAMPLE', '/authors/ada-example'],
    ['/categories/CS.cl', '/categories/cs.CL'],
    ['/categories/cs.cl', '/categories/cs.CL'],
    ['/papers', '/'],
  ]) {
    const answer = await request.get(asked ?? '', { maxRedirects: 0 })
    expect({ asked, status: answer.status() }).toEqual({ asked, status: 308 })
    expect(new URL(answer.headers().location ?? '', SITE).href).toBe(`${SITE}${canonical}`)
  }
})

function shownVotes(page: import('@playwright/test').Page): Promise<number[]> {
  return page
    .locator('article .votes')
    .evaluateAll((all) => all.map((votes) => Number.parseInt(votes.textContent ?? '', 10)))
}

/** Later than any time zone's newest edition. */
function tomorrowAfterNext(): string {
  return new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)
}

test('a card is sent once, and is there again after the way back', async ({ page, request }) => {
  const path = `/papers/date/${ODD_DATE}`
  const title = 'A plain paper: its authors stand in order'
  const html = await (await request.get(path)).text()
  expect(html.split(`${title}</a></h2>`)).toHaveLength(2)
  await page.goto(path)
  const texts = () => page.locator('article').allInnerTexts()
  const before = await texts()
  expect(before.length).toBeGreaterThan(5)
  for (let round = 0; round < 2; round++) {
    await page.getByRole('link', { name: 'About', exact: true }).first().click()
    await expect(page.locator('h1')).toHaveText('About Broadsheet')
    await page.goBack()
    await expect(page.locator('h1')).toHaveText('Daily Papers')
    expect(await texts()).toEqual(before)
  }
})
