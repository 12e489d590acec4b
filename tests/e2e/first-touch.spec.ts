/** From the first paint on a hand is answered at once: on a slow machine, on a slow line, before Next's scripts. */
import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser.ts'
import { signIn } from '../support/member.ts'
import { ODD_DATE, PLAIN } from '../support/odd-papers.ts'

const LIST = `/papers/date/${ODD_DATE}`
const NEXT_SCRIPTS = '**/_next/static/chunks/*.js'
const SLOWER = 6
const LATE_MS = 3_000

async function slowDown(page: Page) {
  const client = await page.context().newCDPSession(page)
  await client.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
}
const delayNext = (page: Page) =>
  page.route(NEXT_SCRIPTS, async (route) => {
    await new Promise((done) => setTimeout(done, LATE_MS))
    await route.continue().catch(() => {})
  })
/** What a page complains of: errors, and what its policy refused. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('request', (request) => {
    if (request.url().endsWith('/csp-report')) complaints.push('a report against the policy')
  })
  return complaints
}
const votedFor = async (memberId: string) => {
  const { db } = await import('../../src/db/client.ts')
  const votes = await db().vote.findMany({ where: { memberId, withdrawnAt: null } })
  return votes.map(({ paperId }) => paperId)
}
const pressed = (page: Page, id: string) =>
  page.locator(`[id="paper-${id}"] .votes button`).getAttribute('aria-pressed')

for (const path of [LIST, `/papers/${PLAIN}`]) {
  test(`a vote at the first paint of ${path} shows in the same frame, and stays`, async ({
    page,
    context,
  }) => {
    const { id } = await signIn(context)
    const complaints = complaintsOf(page)
    await slowDown(page)
    await delayNext(page)
    await page.addInitScript(() => {
      if (sessionStorage.getItem('clicked')) return
      sessionStorage.setItem('clicked', 'once')
      new PerformanceObserver((_list, observer) => {
        const button = document.querySelector<HTMLButtonElement>('form.votes button')
        if (!button) return
        observer.disconnect()
        button.click()
        Object.assign(window, { shown: button.getAttribute('aria-pressed') })
      }).observe({ type: 'paint', buffered: true })
    })
    await page.goto(path, { waitUntil: 'commit' })
    await page.waitForFunction(() => 'shown' in window)
    expect(await page.evaluate(() => (window as { shown?: string }).shown)).toBe('true')
    await expect.poll(() => votedFor(id)).toHaveLength(1)
    await page.waitForLoadState('networkidle')
    const button = page.locator('form.votes button').first()
    await expect(button).toHaveAttribute('aria-pressed', 'true')
    const count = await button.locator('b').innerText()
    await page.reload()
    await expect(page.locator('form.votes [aria-pressed=true] b')).toHaveText(count)
    expect(complaints).toEqual([])
  })
}

test('the first key moves to the first paper, and the theme turns, before anything else has come', async ({
  page,
}) => {
  await slowDown(page)
  await page.goto(LIST, { waitUntil: 'commit' })
  await page.locator('article h2 a').nth(1).waitFor()
  await page.keyboard.press('j')
  await expect(page.locator('article h2 a').first()).toBeFocused()
  await page.getByRole('button', { name: /Switch to the .* theme/ }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', /light|dark/)
})

test('a double click votes and takes the vote back, here and on the server', async ({
  page,
  context,
}) => {
  const { id } = await signIn(context)
  await slowDown(page)
  await page.goto(LIST)
  const button = page.locator('.votes button').first()
  const before = await button.locator('b').innerText()
  const answers: number[] = []
  page.on('response', (answer) => {
    if (answer.url().endsWith('/vote')) answers.push(answer.status())
  })
  await button.dblclick()
  await expect.poll(() => answers).toEqual([200, 200])
  await expect(button).toHaveAttribute('aria-pressed', 'false')
  await expect(button.locator('b')).toHaveText(before)
  expect(await votedFor(id)).toEqual([])
})

test('three votes on a slow line, and gone: all three count', async ({ page, context }) => {
  const { id } = await signIn(context)
  await page.goto(LIST)
  const client = await context.newCDPSession(page)
  const speed = { downloadThroughput: 50_000, uploadThroughput: 50_000 }
  await client.send('Network.enable')
  await client.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 1_500,
    ...speed,
  })
  for (const place of [0, 1, 2]) await page.locator('.votes button').nth(place).click()
  await expect(page.locator('.votes [aria-pressed=true]')).toHaveCount(3)
  await page.goto('/about')
  await expect.poll(() => votedFor(id)).toHaveLength(3)
})

test('the way back shows a vote that was cast meanwhile, and so does the way forward', async ({
  page,
  context,
}) => {
  await signIn(context)
  await page.goto(LIST)
  const first = page.locator('article').first()
  const paper = (await first.getAttribute('data-paper-id')) ?? ''
  await first.locator('h2 a').click()
  await page.waitForURL(`**/papers/${paper}`)
  const button = page.locator('.votes button')
  await button.click()
  await expect(button).toHaveAttribute('aria-pressed', 'true')
  await page.goBack()
  await expect.poll(() => pressed(page, paper)).toBe('true')
  await page.locator(`[id="paper-${paper}"] .votes button`).click()
  await expect.poll(() => pressed(page, paper)).toBe('false')
  await page.goForward()
  await expect(button).toHaveAttribute('aria-pressed', 'false')
})

test('a page that was fetched ahead of a vote shows it, and counts as seen once it is opened', async ({
  page,
  context,
}) => {
  const { id } = await signIn(context)
  await page.goto(LIST)
  const card = page.locator(`[id="paper-${PLAIN}"]`)
  await card.locator('h2 a').hover()
  await page.waitForTimeout(1_000)
  await card.locator('.votes button').click()
  await expect.poll(() => votedFor(id)).toEqual([PLAIN])
  await card.locator('h2 a').click()
  await page.waitForURL(`**/papers/${PLAIN}`)
  await expect(page.locator('.votes button')).toHaveAttribute('aria-pressed', 'true')
  const { db } = await import('../../src/db/client.ts')
  await expect.poll(() => db().seenPaper.count({ where: { memberId: id } })).toBe(1)
})

for (const [path, field, sent] of [
  ['/sign-in', 'Email', /check your inbox/i],
  ['/subscribe', 'Email', /check your inbox/i],
] as const) {
  test(`Enter in the field of ${path}, before any script of Next has come, works`, async ({
    page,
  }) => {
    const complaints = complaintsOf(page)
    await slowDown(page)
    await delayNext(page)
    await page.goto(path, { waitUntil: 'commit' })
    await page.getByLabel(field).first().fill(`${crypto.randomUUID()}@example.org`)
    await page.keyboard.press('Enter')
    await expect(page.locator('main')).toContainText(sent, { timeout: 30_000 })
    await page.waitForLoadState('networkidle')
    expect(complaints).toEqual([])
    // The answer is a page like any other: its own form works as well.
    await page.getByRole('link', { name: 'Broadsheet', exact: true }).click()
    await expect(page.locator('h1')).toHaveText('Daily Papers')
  })
}

test('links and votes work where no script can be had at all', async ({ page, context }) => {
  const { id } = await signIn(context)
  await page.route('**/*.js', (route) => route.abort())
  await page.goto(LIST)
  await page.locator('.votes button').first().click()
  await expect.poll(() => votedFor(id)).toHaveLength(1)
  await page.locator('article h2 a').first().click()
  await page.waitForURL(/\/papers\/(?!date)/)
})

test('the menu closes by Escape and by a click elsewhere', async ({ page, context }) => {
  const { handle } = await signIn(context)
  await page.goto(LIST)
  const menu = page.locator('summary', { hasText: `@${handle}` })
  const link = page.getByRole('link', { name: 'Saved papers' })
  await menu.click()
  await expect(link).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(link).toBeHidden()
  await expect(menu).toBeFocused()
  await menu.click()
  await page.locator('h1').click()
  await expect(link).toBeHidden()
})
