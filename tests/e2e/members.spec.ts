/** What members do with papers and with their account: with a script, without one, and by keyboard. */
import type { Page } from '@playwright/test'
import { faultsOf } from '../support/axe.ts'
import { expect, SITE, test } from '../support/browser.ts'
import { mailsTo } from '../support/mailbox.ts'
import { signIn } from '../support/member.ts'

test.describe.configure({ mode: 'parallel' })

/** In an order that no vote changes, since other tests vote at the same time. */
const LIST = '/?order=new'
const card = (page: Page, place: number) => page.locator('article[data-paper-id]').nth(place)
const vote = (page: Page, place: number) => card(page, place).locator('.votes button')
const count = async (page: Page, place: number) =>
  Number(await card(page, place).locator('.votes b').innerText())

test('from the list to the mailbox and back to the same card, signed in', async ({ page }) => {
  await page.goto(LIST)
  const id = await card(page, 2).getAttribute('data-paper-id')
  await vote(page, 2).click()
  await page.waitForURL(/\/sign-in\?next=/)
  const email = `walk-${Date.now()}@example.org`
  await page.getByLabel('Email').fill(email)
  await page.getByRole('button', { name: 'Send me a link' }).click()
  const [mail] = await mailsTo(SITE, email, 1)
  await page.getByRole('link', { name: 'the mailbox' }).click()
  await page
    .getByRole('link', { name: /Sign in to Broadsheet/ })
    .first()
    .click()
  await page.goto(mail?.links[0] ?? '')
  await expect(page.getByRole('main')).toContainText(`Sign in as ${email}?`)
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  await expect(page.locator('h1')).toHaveText('Choose your handle')
  await expect(page.getByLabel('Handle')).toHaveValue(/^reader-\w{5}$/)
  const handle = `walker-${Date.now() % 1e9}`
  await page.getByLabel('Handle').fill(handle)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.href === `${SITE}${LIST}#paper-${id}`)
  await expect(page.locator('.menu summary')).toContainText(`@${handle}`)
  const answered = page.waitForResponse('**/vote')
  await vote(page, 2).click()
  await expect(vote(page, 2)).toHaveAttribute('aria-pressed', 'true')
  await answered
  await page.reload()
  await expect(vote(page, 2)).toHaveAttribute('aria-pressed', 'true')
  await page.locator('.menu summary').click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(`${SITE}/`)
  await page.goto(LIST)
  await expect(page.locator('article [aria-pressed=true]')).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible()
})

test('the way to sign in leads back to every page, walked to or loaded', async ({ page }) => {
  const link = page.getByRole('link', { name: 'Sign in', exact: true })
  await page.goto(LIST)
  await expect(link).toHaveAttribute('href', '/sign-in?next=%2F%3Forder%3Dnew')
  await page.getByRole('link', { name: 'Trending', exact: true }).click()
  await expect(page.locator('h1')).toHaveText('Trending Papers')
  await expect(link).toHaveAttribute('href', '/sign-in?next=%2Fpapers%2Ftrending')
  await link.click()
  await expect(page.locator('h1')).toHaveText('Sign in')
  await expect(page.locator('input[name=next]')).toHaveValue('/papers/trending')
  await expect(link).toHaveAttribute('href', '/sign-in')
})

test('a vote shows at once, is corrected by the answer and stands after a walk', async ({
  page,
  context,
}) => {
  await signIn(context)
  await page.goto(LIST)
  const before = await count(page, 0)
  let release = () => {}
  const held = new Promise<void>((done) => {
    release = done
  })
  await page.route('**/vote', async (route) => {
    await held
    await route.continue()
  })
  await vote(page, 0).click()
  await expect(vote(page, 0)).toHaveAttribute('aria-pressed', 'true')
  expect(await count(page, 0)).toBe(before + 1)
  const answered = page.waitForResponse('**/vote')
  release()
  await answered
  await page.getByRole('link', { name: 'Weekly' }).click()
  await expect(page.locator('h1')).toHaveText('Weekly Papers')
  await page.goBack()
  await expect(vote(page, 0)).toHaveAttribute('aria-pressed', 'true')
  await vote(page, 0).click()
  await expect(vote(page, 0)).toHaveAttribute('aria-pressed', 'false')
})

test('a vote that is refused goes back, with a message', async ({ page, context }) => {
  await signIn(context)
  await page.goto(LIST)
  const before = await count(page, 1)
  await page.route('**/vote', (route) => route.abort())
  await vote(page, 1).click()
  await expect(page.getByRole('status').filter({ hasText: 'You’re offline' })).toBeVisible()
  await expect(vote(page, 1)).toHaveAttribute('aria-pressed', 'false')
  expect(await count(page, 1)).toBe(before)
  await page.unroute('**/vote')
  await page.route('**/vote', (route) =>
    route.fulfill({ status: 429, json: { error: 'Too many requests. Try again in a minute.' } }),
  )
  await vote(page, 1).click()
  await expect(page.getByRole('status').filter({ hasText: 'Too many requests' })).toBeVisible()
  await expect(vote(page, 1)).toHaveAttribute('aria-pressed', 'false')
})

test('a hidden paper is gone, comes back by Undo, and is found again later', async ({
  page,
  context,
}) => {
  await signIn(context)
  await page.goto(LIST)
  const title = await card(page, 0).locator('h2').innerText()
  const hidden = page.locator('article[data-paper-id]:visible h2', { hasText: title })
  const press = async (button: ReturnType<Page['getByRole']>) => {
    const answered = page.waitForResponse('**/hide')
    await button.click()
    await answered
  }
  await press(card(page, 0).getByRole('button', { name: 'Hide' }))
  await expect(hidden).toHaveCount(0)
  await press(page.getByRole('button', { name: 'Undo' }))
  await expect(hidden).toHaveCount(1)
  await expect(page.locator('.undo')).toHaveCount(0)
  await press(card(page, 0).getByRole('button', { name: 'Hide' }))
  await page.reload()
  await expect(hidden).toHaveCount(0)
  await page.getByRole('link', { name: 'Show it' }).click()
  await expect(page.getByRole('complementary').getByRole('link', { name: title })).toBeVisible()
  await press(page.getByRole('button', { name: 'Show again' }))
  await page.goto(LIST)
  await expect(hidden).toHaveCount(1)
})

test('u votes, s saves and x hides the paper in focus', async ({ page, context }) => {
  await signIn(context)
  await page.goto(LIST)
  for (const key of ['j', 'j', 'u', 's']) await page.keyboard.press(key)
  await expect(vote(page, 1)).toHaveAttribute('aria-pressed', 'true')
  await expect(card(page, 1).getByRole('button', { name: 'Saved' })).toBeVisible()
  await page.keyboard.press('x')
  await expect(card(page, 1)).toBeHidden()
  await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused()
})

test('a paper that was opened is dimmed in lists', async ({ page, context }) => {
  await signIn(context)
  await page.goto(LIST)
  const id = await card(page, 0).getAttribute('data-paper-id')
  await expect(card(page, 0)).not.toHaveClass(/seen/)
  await page.goto(`/papers/${id}`)
  await page.goto(LIST)
  await expect(card(page, 0)).toHaveClass(/seen/)
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with a script' : 'without a script', () => {
    test.use({ javaScriptEnabled })

    test('a member votes, saves, hides and finds all of it', async ({ page, context }) => {
      const { handle } = await signIn(context)
      await page.goto(LIST)
      const titles = await page.locator('article h2').allInnerTexts()
      const press = async (place: number, name: RegExp) => {
        const answered = page.waitForResponse((answer) => answer.request().method() === 'POST')
        await card(page, place).getByRole('button', { name }).click()
        await answered
      }
      await press(0, /upvote/)
      await press(1, /^Save/)
      await press(2, /^Hide/)
      await page.goto('/saved')
      await expect(page.locator('article h2')).toHaveText([titles[1] ?? ''])
      await expect(page.getByRole('complementary')).toContainText(titles[2] ?? '')
      await page.goto(`/u/${handle}`)
      await expect(page.locator('article h2')).toHaveText([titles[0] ?? ''])
      await page.goto(`/papers/${await card(page, 0).getAttribute('data-paper-id')}`)
      await expect(page.getByRole('main').getByRole('button', { name: /^Upvote/ })).toHaveAttribute(
        'aria-pressed',
        'true',
      )
    })

    test('the first handle is chosen or put off, and leads back either way', async ({
      page,
      context,
    }) => {
      const { id, handle } = await signIn(context)
      const { db } = await import('../../src/db/client.ts')
      const madeUp = { where: { id }, data: { handleChosenAt: null } }
      await db().member.update(madeUp)
      const here = `/sign-in/handle?${new URLSearchParams({ next: LIST })}`
      await page.goto(here)
      if (javaScriptEnabled) expect(await faultsOf(page)).toEqual([])
      await page.getByRole('main').getByRole('link', { name: 'Not now' }).click()
      await page.waitForURL(`${SITE}${LIST}`)
      await page.goto(here)
      const other = await signIn((await context.browser()?.newContext()) ?? context)
      const field = page.getByLabel('Handle')
      await field.fill(other.handle)
      await field.press('Enter')
      await expect(page.getByText(`@${other.handle} is taken.`)).toBeVisible()
      await expect(field).toHaveValue(other.handle)
      await expect(field).toHaveAttribute('aria-invalid', 'true')
      await field.fill(`${handle}-mine`)
      await page.getByRole('button', { name: 'Use this handle' }).click()
      await page.waitForURL(`${SITE}${LIST}`)
      await expect(page.locator('.menu summary')).toContainText(`@${handle}-mine`)
      await page.goto(here)
      expect(page.url()).toBe(`${SITE}${LIST}`)
    })

    test('settings are kept, errors stand beside their field, and nothing typed is lost', async ({
      page,
      context,
    }) => {
      const { handle } = await signIn(context)
      const other = await signIn((await page.context().browser()?.newContext()) ?? context)
      await page.goto('/settings')
      await page.getByLabel('Handle').fill(other.handle)
      await page.getByLabel('Name', { exact: true }).fill('Ona "O" <b>Vale</b>')
      await page.getByRole('button', { name: 'Save profile' }).click()
      await expect(page.getByText(`@${other.handle} is taken.`)).toBeVisible()
      await expect(page.getByLabel('Handle')).toHaveAttribute('aria-invalid', 'true')
      await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Ona "O" <b>Vale</b>')
      await page.getByLabel('Handle').fill(`${handle}-x`)
      await page.getByRole('button', { name: 'Save profile' }).click()
      await expect(page.getByText('Saved.')).toBeVisible()
      await page.goto(`/u/${handle}-x`)
      await expect(page.locator('h1')).toHaveText('Ona "O" <b>Vale</b>')
      await page.goto('/settings')
      await page.getByLabel(/Hide my votes/).check()
      await page.getByRole('button', { name: 'Save choices' }).click()
      await expect(page.getByText('Saved.')).toBeVisible()
      await page.goto(`/u/${handle}-x`)
      await expect(page.getByRole('main')).toContainText('keeps their votes and comments private')
    })

    test('an account is deleted by writing out its handle, and is gone', async ({
      page,
      context,
    }) => {
      const { handle } = await signIn(context)
      await page.goto('/settings')
      await page.getByLabel(/to confirm/).fill('somebody else')
      await page.getByRole('button', { name: 'Delete my account' }).click()
      await expect(page.getByText(`Type ${handle} to confirm.`)).toBeVisible()
      await page.getByLabel(/to confirm/).fill(handle)
      await page.getByRole('button', { name: 'Delete my account' }).click()
      await page.waitForURL(`${SITE}/`)
      expect((await page.goto(`/u/${handle}`))?.status()).toBe(404)
      await page.goto('/settings')
      expect(new URL(page.url()).pathname).toBe('/sign-in')
    })

    test('a session elsewhere is ended from here', async ({ page, context, browser }) => {
      const { email } = await signIn(context)
      const elsewhere = await browser.newContext({ baseURL: SITE })
      await signIn(elsewhere, email)
      await page.goto('/settings')
      await page.getByRole('button', { name: /^End/ }).first().click()
      await expect(page.getByText('Session ended.')).toBeVisible()
      const there = await elsewhere.newPage()
      await there.goto('/settings')
      expect(new URL(there.url()).pathname).toBe('/sign-in')
      await elsewhere.close()
    })
  })
}

test('pages of members have no fault that axe finds, and fit 320 px', async ({ page, context }) => {
  test.setTimeout(180_000)
  const { handle } = await signIn(context)
  await page.goto(LIST)
  await vote(page, 0).click()
  for (const path of [
    LIST,
    '/sign-in',
    '/sign-in/link?failed=over',
    '/sign-in/handle',
    '/saved',
    '/settings',
    `/u/${handle}`,
  ]) {
    await page.goto(path)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width: 1200, height: 900 })
      expect(await faultsOf(page), `${path} ${colorScheme}`).toEqual([])
      await page.setViewportSize({ width: 320, height: 800 })
      expect(await faultsOf(page), `${path} ${colorScheme}, narrow`).toEqual([])
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(wide, path).toBeLessThanOrEqual(320)
    }
  }
  await page.setViewportSize({ width: 1200, height: 900 })
  await page.goto('/about')
  await page.locator('.menu summary').click()
  expect(await faultsOf(page)).toEqual([])
})
