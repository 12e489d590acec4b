/** The curators' desk in the browser, with and without JavaScript, and the public log of what was done. */
import type { Page } from '@playwright/test'
import { expectAccessible } from '../support/axe.ts'
import { expect, test } from '../support/browser.ts'
import { PAYLOADS } from '../support/odd-papers.ts'
import { type OwnSite, startOwnSite } from '../support/own-site.ts'

test.describe.configure({ mode: 'serial' })
test.setTimeout(180_000)

const DATE = '2026-02-09'
const PAYLOAD = PAYLOADS.join(' ').slice(0, 480).trim()
let site: OwnSite
const CORA = 'cora@example.org'
const CARL = 'carl@example.org'
const ROOT = 'root@example.org'

const paper = (id: string, title: string, more = {}) => ({
  id,
  title,
  abstract: `${title}.`,
  ...more,
})

test.beforeAll(async () => {
  test.setTimeout(180_000)
  site = await startOwnSite({
    papers: [
      paper('2403.00001', 'A listed paper', { listedOn: DATE }),
      paper('2403.00002', 'The first that waits'),
      paper('2403.00003', 'The second that waits'),
      paper('2403.00004', 'The third that waits'),
    ],
    members: { [CORA]: 'curator', [CARL]: 'curator', [ROOT]: 'admin', 'ada@example.org': 'member' },
  })
  await site.query(
    `insert into submissions (paper_id, member_id, submitted_at, note)
     select p.id, m.id, now() + (right(p.id, 1) || ' minutes')::interval, $1
     from papers p, members m where p.id <> '2403.00001' and m.handle = 'ada'`,
    [PAYLOAD],
  )
})
test.afterAll(() => site?.stop())

async function open(page: Page, email: string, path: string) {
  await site.signIn(page.context(), email)
  return page.goto(site.url + path)
}
const queued = (page: Page, title: string) => page.locator('main article', { hasText: title })
const said = (page: Page) => page.locator('main [role=status]')

test('a curator declines with a reason and lists, and is told', async ({ page }) => {
  await open(page, CORA, '/')
  await page.locator('details.menu summary').click()
  await page.getByRole('link', { name: 'Curators’ desk' }).click()
  await expect(page.getByRole('heading', { name: 'Submissions' })).toBeVisible()
  await expectAccessible(page)

  const first = queued(page, 'The first that waits')
  await first.locator('summary').click()
  await first.getByRole('button', { name: 'Decline The first' }).click()
  await expect(first.getByText('Please give a reason')).toBeVisible()
  await expect(first.getByLabel('Why')).toBeFocused()
  await expectAccessible(page)
  await first.getByLabel('Why').fill(PAYLOAD)
  await first.getByRole('button', { name: 'Decline The first' }).click()
  await expect(said(page)).toHaveText('Declined 2403.00002.')
  await expect(first).toHaveCount(0)
  await expect(said(page)).toBeFocused()

  const other = queued(page, 'The second that waits')
  await other.getByLabel('List in the edition of').fill('2026-02-08')
  await other.getByRole('button', { name: 'List The second' }).click()
  await expect(other.getByText('No editions on weekends.')).toBeVisible()
  await other.getByLabel('List in the edition of').fill(DATE)
  await other.getByRole('button', { name: 'List The second' }).click()
  await expect(said(page)).toHaveText('Listed 2403.00003 in the edition of 9 February 2026.')
  await page.goto(`${site.url}/papers/date/${DATE}`)
  await expect(page.locator('article', { hasText: 'The second that waits' })).toBeVisible()
})

test('of two curators the second is told that it is done', async ({ page, browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const bare = await context.newPage()
  await open(page, CORA, '/admin')
  await open(bare, CARL, '/admin')
  const decide = async (one: Page) => {
    const item = queued(one, 'The third that waits')
    await item.locator('summary').click()
    await item.getByLabel('Why').fill('Off topic')
    await item.getByRole('button', { name: 'Decline The third' }).click()
  }
  await decide(bare)
  await expect(said(bare)).toHaveText('Declined 2403.00004.')
  await expect(bare.getByText('No submissions waiting.')).toBeVisible()
  await decide(page)
  await expect(said(page)).toHaveText('No change needed.')
  await context.close()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('all tools of a paper work, and a field that is wrong is marked', async ({ page }) => {
    await open(page, CORA, '/admin/papers')
    await page.getByLabel('Paper').fill(`${site.url}/papers/2403.00001`)
    await page.getByRole('button', { name: 'Find' }).click()
    await expect(page).toHaveURL(`${site.url}/admin/papers/2403.00001`)

    await page.getByLabel('List in the edition of').fill('2026-02-10')
    await page.getByRole('button', { name: 'List in that edition' }).click()
    await expect(said(page)).toHaveText('Listed 2403.00001 in the edition of 10 February 2026.')
    await page.getByText('Unlist from the edition of 9 February 2026').first().click()
    await page.getByRole('button', { name: 'Unlist from the edition of 9 February' }).click()
    await expect(page.getByText('Please give a reason')).toBeVisible()
    await page.getByLabel('Why').first().fill('It came a day late')
    await page.getByRole('button', { name: 'Unlist from the edition of 9 February' }).click()
    await expect(said(page)).toContainText('from the edition of 9 February 2026.')

    await page.getByLabel('Name').fill(`Lab ${PAYLOADS[1]}`)
    await page.getByRole('button', { name: 'Save the organization' }).click()
    await expect(page.getByLabel('Name')).toHaveValue(`Lab ${PAYLOADS[1]}`)
    await page.locator('summary', { hasText: 'Remove' }).click()
    await page.getByLabel('Why').last().fill('Not a paper')
    await page.getByRole('button', { name: 'Remove paper' }).click()
    await expect(said(page)).toHaveText('Removed 2403.00001.')

    const gone = await page.goto(`${site.url}/papers/2403.00001`)
    expect(gone?.status()).toBe(410)
    await expect(page.getByText('Not a paper')).toBeVisible()
    await page.getByRole('link', { name: 'Open on the curators’ desk' }).click()
    await page.getByRole('button', { name: 'Restore paper' }).click()
    await expect(said(page)).toHaveText('Restored 2403.00001.')
    expect((await page.goto(`${site.url}/papers/2403.00001`))?.status()).toBe(200)
  })
})

test('a link to a paper removed meanwhile leads to its 410', async ({ page }) => {
  await open(page, ROOT, `/papers/date/${DATE}`)
  const link = page.locator('article h2 a', { hasText: 'The second that waits' })
  await site.query(
    "update papers set removed_at = now(), removed_reason = 'Gone' where id = '2403.00003'",
  )
  await link.click()
  await expect(page.getByRole('heading', { name: 'This paper was removed' })).toBeVisible()
  await site.query(
    "update papers set removed_at = null, removed_reason = null where id = '2403.00003'",
  )
})

test('an admin gives a role and closes an account', async ({ page }) => {
  await open(page, ROOT, '/admin/members')
  await page.getByLabel('Handle or email address').fill('ADA@example.org')
  await page.getByRole('button', { name: 'Find' }).click()
  await page.getByLabel('Role').selectOption('curator')
  await page.getByRole('button', { name: 'Change role' }).click()
  await expect(said(page)).toHaveText('Role changed.')
  await expectAccessible(page)
  await page.locator('summary', { hasText: 'Close account' }).click()
  await page.getByLabel('Why').fill(PAYLOAD)
  await page.getByRole('button', { name: 'Close account of @ada' }).click()
  await expect(said(page)).toHaveText('Account closed, and its votes withdrawn.')
  await expect(page.getByRole('button', { name: 'Reopen account' })).toBeVisible()
})

test('the desk and the public log are accessible, and no payload runs or becomes an element', async ({
  page,
}) => {
  const alarms: string[] = []
  page.on('dialog', (dialog) => {
    alarms.push(dialog.message())
    void dialog.dismiss()
  })
  page.on('console', (message) => {
    if (message.type() === 'error') alarms.push(message.text())
  })
  const comment = await site.query<{ id: number }>(
    `insert into comments (paper_id, member_id, body, form_key, posted_at)
     select '2403.00001', id, $1, 'one', now() from members where handle = 'ada' returning id`,
    [PAYLOAD],
  )
  await site.query(
    `insert into comment_reports (comment_id, member_id, reason, reported_at)
     select $1, id, left($2, 500), now() from members where handle = 'carl'`,
    [comment[0]?.id, PAYLOAD],
  )
  await site.query("update submissions set state = 'waiting', decided_at = null")
  await site.signIn(page.context(), ROOT)
  for (const path of [
    '/admin',
    '/admin/reports',
    '/admin/papers',
    '/admin/papers/2403.00001',
    '/admin/members?who=ada',
    '/moderation',
    '/papers/2403.00001',
  ]) {
    expect((await page.goto(site.url + path))?.status(), path).toBe(200)
    await expect(page.locator('[data-payload], main script, main iframe')).toHaveCount(0)
    if (path.startsWith('/admin') || path === '/moderation') await expectAccessible(page)
  }
  expect(alarms).toEqual([])
})

test('a report is decided by keys alone', async ({ page }) => {
  await open(page, CORA, '/admin/reports')
  await page.locator('summary', { hasText: 'Remove' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Advertising, j and k')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(said(page)).toHaveText('Comment removed.')
  await page.getByRole('button', { name: /^Restore/ }).click()
  await expect(said(page)).toHaveText('Comment restored.')
})

test('the public log tells all of it to anybody, newest first', async ({ page }) => {
  await page.goto(`${site.url}/moderation`)
  await expect(page.locator('main li').first()).toContainText(
    '@cora restored a comment by @ada on A listed paper',
  )
  for (const words of [
    '@root closed the account of @ada',
    '@root made @ada a curator',
    '@cora restored A listed paper',
    '@cora unlisted A listed paper from the edition of 9 February 2026',
    '@cora listed The second that waits in the edition of 9 February 2026',
    '@carl declined to list The third that waits',
  ]) {
    await expect(page.locator('main li', { hasText: words })).toHaveCount(1)
  }
})
