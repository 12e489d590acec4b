/** Members discuss papers: with a script, without one, and by keyboard alone. */
import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { postComment } from '../../src/db/comments/comment-writes.ts'
import { faultsOf } from '../support/axe.ts'
import { expect, SITE, test } from '../support/browser.ts'
import { signIn } from '../support/member.ts'
import { PAYLOADS, talkedAbout } from '../support/odd-papers.ts'
import { aMember } from '../support/sign-in.ts'

test.describe.configure({ mode: 'parallel' })

const discussion = (page: Page) => page.locator('#discussion')
const said = (page: Page, text: string) =>
  discussion(page).locator('article', { has: page.locator('> .said', { hasText: text }) })
const write = async (page: Page, text: string) => {
  await discussion(page).getByLabel('Your comment').first().fill(text)
  await discussion(page).getByRole('button', { name: 'Comment', exact: true }).click()
}
/** Opens a form of a comment and fills it. */
const fillIn = async (page: Page, comment: string, form: string, text: string) => {
  const own = said(page, comment).last().locator('> .said')
  await own.locator('summary', { hasText: form }).click()
  await own.locator('details[open] textarea').fill(text)
  await own.locator('details[open] button').click()
}
const open = (page: Page, paper: string) => page.goto(`/papers/${paper}`)
let keys = 0
async function given(paperId: string, body: string, parentId: number | null = null) {
  const { id: memberId } = await aMember({ email: `${randomUUID()}@example.org` })
  const ask = { memberId, paperId, parentId, body, formKey: `given ${++keys}`, now: new Date() }
  const made = await postComment(ask)
  if (made === null || made === 'no-parent') throw new Error('not posted')
  return made.id
}

test('a reader finds the comments and the way to sign in, but no form', async ({ page }) => {
  const paper = talkedAbout(0)
  await page.goto(`/papers/${paper}`)
  await expect(discussion(page)).toContainText('No comments yet.')
  const id = await given(paper, 'A **bold** claim.')
  await given(paper, 'An answer.', id)
  await expect(async () => {
    await page.goto('/about')
    await page.goto(`/papers/${paper}#comment-${id}`)
    await expect(discussion(page).locator('h2')).toHaveText('Discussion 2', { timeout: 500 })
  }).toPass()
  await expect(page.locator(`#comment-${id}`)).toBeInViewport()
  await expect(page.locator(`#comment-${id} .comment-body strong`)).toHaveText('bold')
  await expect(page.locator(`#comment-${id} article`)).toContainText('An answer.')
  await expect(discussion(page).locator('form, textarea, summary')).toHaveCount(0)
  await discussion(page).getByRole('link', { name: 'Sign in to comment' }).click()
  await page.waitForURL(/\/sign-in/)
  expect(new URL(page.url()).searchParams.get('next')).toBe(`/papers/${paper}#discussion`)
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with a script' : 'without a script', () => {
    test.use({ javaScriptEnabled })
    const place = javaScriptEnabled ? 1 : 2

    test('a member posts, answers, edits, deletes and takes that back', async ({
      page,
      context,
    }) => {
      const paper = talkedAbout(place)
      const { handle } = await signIn(context)
      const theirs = await given(paper, 'A first word.')
      await open(page, paper)
      await write(page, 'It holds for $n \\ge 1$.')
      await expect(page).toHaveURL(/#comment-\d+$/)
      const mine = said(page, 'It holds')
      await expect(mine.locator('math')).toHaveCount(1)
      if (javaScriptEnabled) await expect(mine).toBeFocused()
      await expect(mine).toContainText(`@${handle}`)
      await expect(mine.locator('time')).toHaveText('just now')
      await expect(discussion(page).getByLabel('Your comment').first()).toHaveValue('')
      await expect(discussion(page).locator('h2')).toHaveText('Discussion 2')

      await fillIn(page, 'A first word.', 'Reply', 'I do not think so.')
      await expect(page.locator(`#comment-${theirs} article`)).toContainText('I do not think so.')

      await fillIn(page, 'I do not think so.', 'Edit', 'On second thoughts: yes.')
      await expect(said(page, 'On second thoughts').last()).toContainText('edited')
      await expect(discussion(page)).not.toContainText('I do not think so.')

      await said(page, 'It holds').getByRole('button', { name: 'Delete your comment' }).click()
      await expect(discussion(page)).toContainText('You deleted this comment.')
      await expect(discussion(page).locator('h2')).toHaveText('Discussion 2')
      const stranger = await (await fetch(`${SITE}/papers/${paper}`)).text()
      expect(stranger).not.toContain('You deleted this comment.')
      await discussion(page).getByRole('button', { name: 'Undo' }).click()
      await expect(said(page, 'It holds').locator('math')).toHaveCount(1)
    })

    test('what is wrong is said beside the field, and no text is lost', async ({
      page,
      context,
    }) => {
      const paper = talkedAbout(place + 2)
      await signIn(context)
      await given(paper, 'A first word.')
      await open(page, paper)
      await write(page, '  ')
      const field = discussion(page).getByLabel('Your comment').first()
      await expect(discussion(page)).toContainText('Write something first.')
      await expect(field).toHaveAccessibleDescription('Write something first.')
      const long = 'word '.repeat(2_001)
      await write(page, long)
      await expect(discussion(page)).toContainText('At most 10,000 characters; this has 10,004.')
      await expect(field).toHaveValue(long)
      await fillIn(page, 'A first word.', 'Report', ' ')
      await expect(discussion(page)).toContainText('Say what’s wrong with it.')
      await fillInOpen(page, 'Not about the paper.')
      await expect(discussion(page)).toContainText('A curator will look at it.')
    })

    test('a fourth comment in a hurry has to wait, with its text kept', async ({
      page,
      context,
    }) => {
      const paper = talkedAbout(place + 4)
      await signIn(context)
      await open(page, paper)
      for (const text of ['One.', 'Two.', 'Three.']) {
        await write(page, text)
        await expect(said(page, text)).toHaveCount(1)
      }
      await write(page, 'Four.')
      await expect(discussion(page)).toContainText('Too many requests.')
      await expect(discussion(page).getByLabel('Your comment').first()).toHaveValue('Four.')
      await expect(said(page, 'Four.')).toHaveCount(0)
    })
  })
}

/** The form that is open already. */
async function fillInOpen(page: Page, text: string) {
  const form = discussion(page).locator('details[open]')
  await form.locator('textarea').fill(text)
  await form.locator('button').click()
}

test('all of it can be done by keyboard', async ({ page, context }) => {
  const paper = talkedAbout(7)
  await signIn(context)
  const id = await given(paper, 'A first word.')
  await open(page, paper)
  await discussion(page).getByLabel('Your comment').first().focus()
  const tabTo = async (name: RegExp) => {
    for (let pressed = 0; pressed < 30; pressed++) {
      await page.keyboard.press('Tab')
      const focused = await page.evaluate(() => document.activeElement?.textContent ?? '')
      if (name.test(focused)) return
    }
    throw new Error(`Tab does not reach ${name}`)
  }
  await tabTo(/^Reply to/)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.type('jkux? By keyboard.')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.locator(`#comment-${id} article`)).toContainText('jkux? By keyboard.')
})

test('a comment appears in place: the page is not loaded anew', async ({ page, context }) => {
  const paper = talkedAbout(11)
  await signIn(context)
  await open(page, paper)
  await page.evaluate(() => Object.assign(window, { marker: 'still here' }))
  await write(page, 'In place.')
  await expect(said(page, 'In place.')).toBeInViewport()
  const marker = await page.evaluate(() => (window as unknown as { marker?: string }).marker)
  expect(marker).toBe('still here')
})

test('a form that is sent twice posts once', async ({ page, context }) => {
  const paper = talkedAbout(8)
  await signIn(context)
  await open(page, paper)
  await discussion(page).getByLabel('Your comment').first().fill('Only once.')
  await discussion(page).getByRole('button', { name: 'Comment', exact: true }).dblclick()
  await expect(said(page, 'Only once.')).toHaveCount(1)
  await page.reload()
  await expect(said(page, 'Only once.')).toHaveCount(1)
})

test('no comment runs or becomes an element of its writer’s', async ({ page, context }) => {
  test.setTimeout(120_000)
  const paper = talkedAbout(9)
  const alarms: string[] = []
  page.on('dialog', (dialog) => {
    alarms.push(dialog.message())
    void dialog.dismiss()
  })
  page.on('console', (message) => alarms.push(message.text()))
  for (const payload of PAYLOADS) await given(paper, `${payload}\n\n[x](${payload})`)
  await signIn(context)
  await open(page, paper)
  await expect(discussion(page).locator('article')).toHaveCount(PAYLOADS.length)
  const found = discussion(page).locator(
    '[data-payload], .comment-body :is(script, img, svg, iframe, form, input, base, meta, link, style, [onerror], [onload], [onclick], [style], [id], a:not([href^="http"]))',
  )
  await expect(found).toHaveCount(0)
  expect(alarms).toEqual([])
})

test('a long discussion has no fault that axe finds and fits 320 px, forms and all', async ({
  page,
  context,
}) => {
  test.setTimeout(180_000)
  const paper = talkedAbout(10)
  let parent: number | null = null
  for (let depth = 0; depth < 8; depth++)
    parent = await given(paper, `Depth ${depth}. ${'Unbreakable'.repeat(9)}`, parent)
  await given(
    paper,
    `| ${'wide | '.repeat(9)}\n|${'---|'.repeat(9)}\n| ${'1 | '.repeat(9)}\n\n    ${'code '.repeat(40)}\n\n$$${'a + '.repeat(40)}b$$`,
  )
  await signIn(context)
  await open(page, paper)
  await write(page, 'My own.')
  await expect(said(page, 'My own.')).toHaveCount(1)
  await write(page, ' ')
  await expect(discussion(page)).toContainText('Write something first.')
  for (const label of ['Reply', 'Report', 'Edit'])
    await discussion(page).locator('summary', { hasText: label }).last().click()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const width of [1200, 400, 320]) {
      await page.setViewportSize({ width, height: 900 })
      expect(await faultsOf(page), `${colorScheme}, ${width} px`).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    }
  }
})

test('a session that ends while one writes takes nothing with it', async ({ page, context }) => {
  const paper = talkedAbout(12)
  const { email } = await signIn(context)
  await open(page, paper)
  await context.clearCookies()
  await write(page, 'Typed for an hour.')
  await expect(discussion(page)).toContainText('Your session has ended.')
  await expect(discussion(page).getByLabel('Your comment').first()).toHaveValue(
    'Typed for an hour.',
  )
  const link = discussion(page).getByRole('link', { name: 'Sign in (in a new tab)' })
  await expect(link).toHaveAttribute('href', /^\/sign-in\?next=%2Fpapers%2F/)
  expect(await faultsOf(page)).toEqual([])
  await signIn(context, email)
  await discussion(page).getByRole('button', { name: 'Comment', exact: true }).click()
  await expect(said(page, 'Typed for an hour.')).toHaveCount(1)
})
