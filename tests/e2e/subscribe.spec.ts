/** From the banner to the last mail, in a browser with and without JavaScript. */
import type { Page } from '@playwright/test'
import { expectAccessible } from '../support/axe.ts'
import { expect, test } from '../support/browser.ts'
import { type OwnSite, startOwnSite } from '../support/own-site.ts'

test.describe.configure({ mode: 'serial' })
test.setTimeout(180_000)

const CRON_SECRET = 'a-cron-secret-of-forty-letters-and-some-x'
type Mail = { n: number; to: string; subject: string; text: string; links: string[] }
let site: OwnSite

test.beforeAll(async () => {
  test.setTimeout(180_000)
  site = await startOwnSite({
    papers: ['One', 'Two', 'Three'].map((title, n) => ({
      id: `2602.0000${n + 1}`,
      title: `${title} of the papers`,
      abstract: `${title}.`,
      categories: n === 2 ? ['cs.RO'] : ['cs.CL'],
      listedOn: '2026-02-09',
    })),
    members: { 'root@example.org': 'admin' },
    settings: { CRON_SECRET },
  })
})
test.afterAll(() => site?.stop())

const mailsTo = async (email: string): Promise<Mail[]> => {
  const mails: Mail[] = await (await fetch(`${site.url}/mailbox.json`)).json()
  return mails.filter(({ to }) => to === email)
}
const runCron = async () => {
  const answer = await fetch(`${site.url}/api/cron/digest`, {
    method: 'POST',
    headers: { authorization: `Bearer ${CRON_SECRET}` },
  })
  expect(answer.status).toBe(200)
  return answer.json()
}
/** Follows the link of the newest mail, found in the mailbox as a person finds it. */
async function openMail(page: Page, email: string) {
  await expect
    .poll(async () => (await mailsTo(email)).length, { timeout: 20_000 })
    .toBeGreaterThan(0)
  await page.goto(`${site.url}/mailbox`)
  await page.locator('ol li', { hasText: email }).first().getByRole('link').click()
  await expect(page.locator('h1')).not.toHaveText('Mailbox')
}

test('the whole way: banner, mailbox, confirmation, digest, one click, silence', async ({
  page,
}) => {
  const email = 'ada@example.org'
  await page.goto(site.url)
  await page.getByRole('textbox', { name: 'Email address' }).fill(email)
  await page.getByRole('button', { name: 'Subscribe' }).click()
  await expect(page.getByRole('heading', { name: 'Check your inbox' })).toBeVisible()
  await expectAccessible(page)

  await openMail(page, email)
  await page
    .getByRole('main')
    .getByRole('link', { name: /subscriptions\/confirm/ })
    .click()
  await expect(page.getByRole('main')).toContainText(`Send the daily digest to ${email}?`)
  await expect(page.getByRole('main')).toContainText(
    'Your first digest comes right away, then every day at 08:00 (America/New York) when there are new papers.',
  )
  await expectAccessible(page)
  expect(await runCron()).toMatchObject({ planned: 0, sent: 0 })
  await page.getByRole('button', { name: 'Confirm subscription' }).click()
  await expect(page.getByRole('heading', { name: 'You are subscribed' })).toBeVisible()
  await expectAccessible(page)

  expect(await runCron()).toMatchObject({ planned: 1, sent: 1 })
  await openMail(page, email)
  await expect(page.locator('h1')).toHaveText('One of the papers · 2 more papers')
  await expect(page.getByRole('main')).toContainText('Two of the papers')
  const [mail] = await mailsTo(email)
  const raw = await (await fetch(`${site.url}/mailbox/${mail?.n}.eml`)).text()
  expect(raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
  const oneClick = /^List-Unsubscribe: <([^>]+)>/m.exec(raw)?.[1] ?? ''
  await page.goto(oneClick)
  await expect(page.getByRole('main')).toContainText('Stop the daily digest to a…a@example.org?')
  await expectAccessible(page)
  const clicked = await fetch(oneClick, { method: 'POST', body: 'List-Unsubscribe=One-Click' })
  expect(clicked.status).toBe(200)
  await site.query(
    'update subscriptions set covered_until = null, turned_at = null, first_from = now()',
  )
  expect(await runCron()).toMatchObject({ planned: 0, sent: 0 })
  await page.goto(oneClick)
  await expect(page.getByRole('heading', { name: 'You are unsubscribed' })).toBeVisible()
  await expectAccessible(page)
})

test.describe('on a device in Berlin', () => {
  test.use({ timezoneId: 'Europe/Berlin' })

  test('by keyboard, everything can be asked for, and the time zone is guessed', async ({
    page,
  }) => {
    const email = 'bo@example.org'
    await page.goto(`${site.url}/subscribe`)
    await expect(page.getByLabel('Time zone')).toHaveValue('Europe/Berlin')
    await expectAccessible(page)
    await page.getByLabel('Email').focus()
    await page.keyboard.type('bo@')
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page.getByLabel('Other categories').focus()
    await page.keyboard.type('math.co')
    await page.keyboard.press('Tab')
    await page.keyboard.type('17')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await expect(page.getByRole('main').getByRole('button', { name: 'Subscribe' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByLabel('Email')).toBeFocused()
    await expect(page.getByLabel('Email')).toHaveAttribute('aria-invalid', 'true')
    await expect(page.getByText('doesn’t look like an email address')).toBeVisible()
    await expect(page.getByLabel('Weekly')).toBeChecked()
    await expect(page.getByLabel('cs.RO')).toBeChecked()
    await expect(page.getByLabel('Other categories')).toHaveValue('math.co')
    await page.keyboard.press('End')
    await page.keyboard.type('example.org')
    await page.keyboard.press('Enter')
    await expect(page.getByText('sent a confirmation link to')).toBeVisible()
    await expect(page.getByText('Nothing after a few minutes?')).toBeVisible()
    const [row] = await site.query<object>(
      'select cadence, topics, hour, time_zone from subscriptions where email = $1',
      [email],
    )
    expect(row).toEqual({
      cadence: 'weekly',
      topics: ['cs.RO', 'math.CO'],
      hour: 17,
      time_zone: 'Europe/Berlin',
    })
  })

  test('who is subscribed changes it, twice, and sees what was saved', async ({ page }) => {
    const email = 'cy@example.org'
    await page.goto(site.url)
    await page.getByRole('textbox', { name: 'Email address' }).fill(email)
    await page.keyboard.press('Enter')
    await openMail(page, email)
    await page
      .getByRole('main')
      .getByRole('link', { name: /subscriptions\/confirm/ })
      .click()
    await page.getByRole('button', { name: 'Confirm subscription' }).click()
    await page.getByRole('button', { name: 'Use Europe/Berlin' }).click()
    await expect(page.getByLabel('Time zone')).toHaveValue('Europe/Berlin')
    await page.getByLabel('Weekly').check()
    await page.getByLabel('cs.CL').check()
    await page.getByLabel('Hour').selectOption('06:00')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('Saved.')).toBeVisible()
    await expect(page.getByLabel('Weekly')).toBeChecked()
    await expect(page.getByLabel('cs.CL')).toBeChecked()
    await expect(page.getByLabel('Hour')).toHaveValue('6')
    await expect(page.getByLabel('Time zone')).toHaveValue('Europe/Berlin')
    await page.getByLabel('cs.CL').uncheck()
    await page.getByRole('button', { name: 'Save' }).click()
    await expect
      .poll(() =>
        site.query<object>(
          'select cadence, topics, hour, time_zone from subscriptions where email = $1',
          [email],
        ),
      )
      .toEqual([{ cadence: 'weekly', topics: [], hour: 6, time_zone: 'Europe/Berlin' }])
    await expect(page.getByLabel('cs.CL')).not.toBeChecked()
    await page.getByLabel('Other categories').fill('math.CO, machine learning')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('Did you mean cs.LG (Machine Learning)?')).toBeVisible()
    await expect(page.getByLabel('Other categories')).toBeFocused()
    await expect(page.getByLabel('Other categories')).toHaveValue('math.CO, machine learning')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Unsubscribe' }).click()
    await expect(page.getByRole('heading', { name: 'You are unsubscribed' })).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Subscribe again' }).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'You are subscribed again' })).toBeVisible()
    await expectAccessible(page)
  })
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('one subscribes with topics, confirms, changes it by a mailed link and leaves', async ({
    page,
  }) => {
    const email = 'dee@example.org'
    await page.goto(`${site.url}/subscribe`)
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('cs.RO').check()
    await page.getByRole('main').getByRole('button', { name: 'Subscribe' }).click()
    await expect(page.getByText('sent a confirmation link to')).toBeVisible()
    await expect(page.getByText('Nothing after a few minutes?')).toBeVisible()
    await openMail(page, email)
    await page
      .getByRole('main')
      .getByRole('link', { name: /subscriptions\/confirm/ })
      .click()
    await page.getByRole('button', { name: 'Confirm subscription' }).click()
    await expect(page.getByRole('main')).toContainText(
      `${email} gets the daily digest of papers in cs.RO.`,
    )
    await runCron()
    await expect.poll(async () => (await mailsTo(email)).length, { timeout: 20_000 }).toBe(2)

    await page.goto(`${site.url}/subscriptions/manage`)
    await page.getByLabel('Email').fill(email)
    await page.getByRole('button', { name: 'Send me a link' }).click()
    await expect(page.getByText('sent it a link to your settings')).toBeVisible()
    await expect.poll(async () => (await mailsTo(email)).length, { timeout: 20_000 }).toBe(3)
    await openMail(page, email)
    await page
      .getByRole('main')
      .getByRole('link', { name: /subscriptions\/manage/ })
      .click()
    await page.getByLabel('Other categories').fill('hep-th')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('Saved.')).toBeVisible()
    await expect(page.getByLabel('Other categories')).toHaveValue('hep-th')

    const digest = (await mailsTo(email)).find(({ subject }) =>
      subject.startsWith('Three of the papers'),
    )
    expect(digest?.text).toContain('Three of the papers')
    expect(digest?.text).not.toContain('Two of the papers')
    await page.goto(/Unsubscribe: (\S+)/.exec(digest?.text ?? '')?.[1] ?? '')
    await page.getByRole('button', { name: 'Unsubscribe' }).click()
    await expect(page.getByRole('heading', { name: 'You are unsubscribed' })).toBeVisible()
    await expect(page.getByRole('main')).toContainText(
      'We’ve stopped the daily digest of papers in cs.RO and hep-th to d…e@example.org.',
    )
    await page.getByRole('button', { name: 'Subscribe again' }).click()
    await expect(page.getByRole('heading', { name: 'You are subscribed again' })).toBeVisible()
    const rows = await site.query('select status, topics from subscriptions where email = $1', [
      email,
    ])
    expect(rows).toEqual([{ status: 'confirmed', topics: ['cs.RO', 'hep-th'] }])
  })
})

test('a category invites to its own papers', async ({ page }) => {
  await page.goto(`${site.url}/categories/cs.CL`)
  await expect(page.getByText('Get trending cs.CL papers in your email inbox')).toBeVisible()
  await page.getByRole('textbox', { name: 'Email address' }).fill('eve@example.org')
  await page.getByRole('button', { name: 'Subscribe' }).click()
  await expect(page.getByRole('heading', { name: 'Check your inbox' })).toBeVisible()
  const rows = await site.query("select topics from subscriptions where email = 'eve@example.org'")
  expect(rows).toEqual([{ topics: ['cs.CL'] }])
})

test('the pages for links that are over, or mistaken, have no fault either', async ({ page }) => {
  for (const path of [
    '/subscriptions/manage',
    '/subscriptions/manage?token=over',
    '/subscriptions/confirm?token=over',
    '/subscriptions/unsubscribe?token=over',
    '/subscribe?failed=address',
    '/subscribe?failed=many',
    '/subscribe?failed=topics',
    '/subscriptions/unsubscribe?done=1',
  ]) {
    await page.goto(site.url + path)
    await expectAccessible(page)
    const signIn = page.getByRole('banner').getByRole('link', { name: 'Sign in', exact: true })
    await expect(signIn).not.toHaveAttribute('href', /over/)
  }
})

test('the desk of digests has no fault, shows the mail and sends it on trial', async ({ page }) => {
  await site.signIn(page.context(), 'root@example.org')
  await page.goto(`${site.url}/admin/digests`)
  await expect(page.getByRole('heading', { name: 'Latest digests' })).toBeVisible()
  await expectAccessible(page)
  const [preview] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: 'HTML preview' }).first().click(),
  ])
  await expect(preview.getByRole('heading', { name: 'New papers' })).toBeVisible()
  expect(await preview.evaluate(() => getComputedStyle(document.body).backgroundColor)).not.toBe(
    'rgba(0, 0, 0, 0)',
  )
  await preview.close()
  await page.getByRole('button', { name: /Send me a test.*daily/ }).click()
  await expect(page.getByText('Test sent to root@example.org.')).toBeVisible()
  const [mail] = await mailsTo('root@example.org')
  expect(mail?.subject).toMatch(/^\[TEST\] One of the papers/)
})
