/** A form whose answer does not come keeps every word. */
import { expect, test } from '../support/browser.ts'
import { signIn } from '../support/member.ts'
import { LONG_TITLE } from '../support/odd-papers.ts'

const WORDS = 'A remark that took an hour to write.'

for (const [what, answer] of [
  ['fails', { status: 500, body: 'oops' }],
  ['is of another build', { status: 409, body: 'Server Action unavailable.' }],
  ['is not there', null],
] as const) {
  test(`what was typed stays when the answer ${what}`, async ({ page, context }) => {
    await signIn(context)
    await page.goto(`/papers/${LONG_TITLE}`)
    const field = page.locator('textarea[name=body]').first()
    await field.fill(WORDS)
    await page.route('**/papers/**', (route) => {
      if (route.request().method() !== 'POST') return route.continue()
      return answer ? route.fulfill({ ...answer, contentType: 'text/plain' }) : route.abort()
    })
    const form = page.locator('form', { has: field }).first()
    await form.getByRole('button').first().click()
    await expect(form.getByRole('status')).toContainText('Your text is still here')
    await expect(field).toHaveValue(WORDS)
    await page.unroute('**/papers/**')
    await form.getByRole('button').first().click()
    await expect(page.locator('[id^=comment-]').filter({ hasText: WORDS }).first()).toBeVisible()
  })
}
