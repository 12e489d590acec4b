/** An edition: its cards, its calendar, its orders. */
import type { Page } from '@playwright/test'
import { cardIds, expect, SITE, test } from '../support/browser.ts'
import { EMPTY_DATE, ODD_DATE, ORDER_DATE, WEEKEND_DATE, XSS_DATE } from '../support/odd-papers.ts'

const previous = (page: Page) => page.getByRole('navigation', { name: 'Editions' }).locator('a')

test.describe('the front page', () => {
  test('is the newest edition and names its date as canonical', async ({ page }) => {
    await page.goto('/')
    expect(await page.locator('article[data-paper-id]').count()).toBeGreaterThanOrEqual(20)
    const canonical = await page.locator('link[rel=canonical]').getAttribute('href')
    expect(canonical).toMatch(/^http:\/\/localhost:\d+\/papers\/date\/\d{4}-\d{2}-\d{2}$/)
    const here = await cardIds(page)
    await page.goto(canonical ?? '')
    expect(await cardIds(page)).toEqual(here)
    expect(await page.locator('link[rel=canonical]').getAttribute('href')).toBe(canonical)
  })

  test('gives each card an id, a title, its makers, a date, its comments and its links', async ({
    page,
  }) => {
    await page.goto('/')
    for (const card of await page.locator('article').all()) {
      const id = await card.getAttribute('data-paper-id')
      expect(await card.getAttribute('id')).toBe(`paper-${id}`)
      await expect(card.locator('h2 a')).toHaveAttribute('href', `/papers/${id}`)
      const facts = await card.locator('h2 + p').innerText()
      expect(facts).toMatch(/comments?\b/)
      expect(facts).toMatch(/\d authors?|Authors unknown|[A-Z]/)
      if ((await card.locator('time').count()) === 0) expect(facts).toContain('Date unknown')
      await expect(card.getByRole('link', { name: 'Cite' })).toHaveAttribute(
        'href',
        `/papers/${id}#cite`,
      )
    }
  })

  test('says who is first of the day', async ({ page }) => {
    await page.goto('/')
    const ranked = page.locator('article', { hasText: /#\d of the day/ })
    await expect(ranked).toHaveCount(3)
    for (const place of [1, 2, 3]) {
      await expect(ranked.nth(place - 1)).toContainText(`#${place} of the day`)
    }
    await expect(page.locator('article').first()).toContainText('#1 of the day')
  })
})

test('the arrows walk back through the editions that have papers, weekends apart', async ({
  page,
}) => {
  await page.goto('/')
  const dates: string[] = []
  for (let step = 0; step < 12; step++) {
    await previous(page).first().click()
    await page.waitForURL(/\/papers\/date\//)
    if (dates.length > 0) await page.waitForURL((url) => !url.href.endsWith(dates.at(-1) ?? ''))
    await expect(page.locator('article[data-paper-id]').first()).toBeVisible()
    dates.push(page.url().slice(-10))
  }
  expect(dates).toEqual(dates.toSorted().toReversed())
  expect(new Set(dates).size).toBe(dates.length)
  for (const date of dates) expect([0, 6]).not.toContain(new Date(date).getUTCDay())
})

test('the arrows skip an empty date both ways', async ({ page }) => {
  await page.goto(`/papers/date/${XSS_DATE}`)
  await expect(previous(page).first()).toHaveAttribute('href', `/papers/date/${ODD_DATE}`)
  await page.goto(`/papers/date/${ODD_DATE}`)
  await expect(page.getByRole('navigation', { name: 'Editions' })).toContainText(
    'Tuesday, 5 March 2024',
  )
  await expect(previous(page).last()).toHaveAttribute('href', `/papers/date/${XSS_DATE}`)
  await expect(page.getByText('No earlier edition')).toHaveCount(1)
})

test('a date without papers says why and links to the nearest', async ({ page }) => {
  for (const [date, why, nearest] of [
    [EMPTY_DATE, 'No papers were listed on 6 March 2024.', [ODD_DATE, XSS_DATE]],
    [WEEKEND_DATE, 'No edition on weekends.', [XSS_DATE, '2024-04-01']],
    ['2011-01-03', 'No papers were listed on 3 January 2011.', [ODD_DATE]],
  ] as const) {
    const answer = await page.goto(`/papers/date/${date}`)
    expect(answer?.status()).toBe(200)
    await expect(page.getByRole('main')).toContainText(why)
    const links = page.getByRole('main').locator('ul a')
    expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual(
      nearest.map((day) => `/papers/date/${day}`),
    )
  }
})

test('each order has its own sequence, and every card stays', async ({ page }) => {
  for (const [order, sequence] of Object.entries({
    votes: 'ABDC',
    trending: 'BADC',
    new: 'DBCA',
    discussed: 'CBDA',
  })) {
    await page.goto(`/papers/date/${ORDER_DATE}?order=${order}`)
    const titles = await page.locator('article h2').allInnerTexts()
    expect(titles.map((title) => title.replace('Paper ', '')).join('')).toBe(sequence)
    const current = page.getByRole('navigation', { name: 'Order' }).locator('[aria-current]')
    await expect(current).toHaveText(order)
    await expect(page.locator('link[rel=canonical]')).toHaveAttribute(
      'href',
      `${SITE}/papers/date/${ORDER_DATE}`,
    )
  }
  await page.goto('/')
  const all = (await cardIds(page)).toSorted()
  for (const order of ['trending', 'new', 'discussed']) {
    await page.getByRole('navigation', { name: 'Order' }).getByRole('link', { name: order }).click()
    await page.waitForURL(`**/?order=${order}`)
    await expect(
      page.getByRole('navigation', { name: 'Order' }).locator('[aria-current]'),
    ).toHaveText(order)
    expect((await cardIds(page)).toSorted()).toEqual(all)
  }
})

test('the rank of the day stays with its paper in every order, and needs a vote', async ({
  page,
}) => {
  await page.goto(`/papers/date/${ORDER_DATE}?order=new`)
  const reasons = await page.locator('article').allInnerTexts()
  const ranks = reasons.map((text) => /#(\d) of the day/.exec(text)?.[1] ?? '-')
  expect(ranks.join('')).toBe('32-1')
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })
    test('"More" opens an abstract in place', async ({ page }) => {
      await page.goto(`/papers/date/${ODD_DATE}`)
      const card = page.locator('article').first()
      const height = async () => (await card.locator('.abstract').boundingBox())?.height ?? 0
      const folded = await height()
      await card.locator('summary').click()
      expect(await height()).toBeGreaterThan(folded)
      expect(page.url()).toContain(ODD_DATE)
      await card.locator('summary').click()
      expect(await height()).toBe(folded)
    })
  })
}

test('the month is a map whose full days are links with date and count', async ({ page }) => {
  await page.goto(`/papers/date/${ODD_DATE}`)
  const calendar = page.locator('#calendar')
  const days = calendar.locator('a[href^="/papers/date/"]')
  expect(
    await days.evaluateAll((all) =>
      all.map((day) => [day.getAttribute('href'), day.getAttribute('title')]),
    ),
  ).toEqual([
    [`/papers/date/${ODD_DATE}`, '5 March 2024: 8 papers'],
    [`/papers/date/${XSS_DATE}`, '7 March 2024: 28 papers'],
  ])
  await expect(calendar.locator('[aria-current=date]')).toHaveAttribute(
    'href',
    `/papers/date/${ODD_DATE}`,
  )
  await expect(days.first()).toHaveAccessibleName('5 March 2024: 8 papers')
  const strength = (index: number) =>
    days.nth(index).evaluate((day) => /heat-(\d)/.exec(day.className)?.[1])
  expect(await strength(0)).toBe('2')
  expect(await strength(1)).toBe('4')
  await expect(calendar.getByRole('link', { name: 'February 2024' })).toHaveAttribute(
    'href',
    '/papers/month/2024-02',
  )
})
