/** Pages whose scripts have to run before a key or a press means anything. */
import type { Page } from 'playwright'

/** Moves the mouse a little, and gives scripts that wait for that the time to run. */
export async function awake(page: Page): Promise<void> {
  await page.mouse.move(1, 1)
  await page.mouse.move(2, 2)
  await page.waitForLoadState('networkidle')
}

/** Fills the form that has these fields, by their names, and sends it; waits for what it says. */
export async function send(page: Page, fields: Record<string, string>): Promise<void> {
  await awake(page)
  const [first = ''] = Object.keys(fields)
  const form = page.locator('main form', { has: page.locator(`[name="${first}"]`) }).first()
  for (const [name, text] of Object.entries(fields))
    await form.locator(`[name="${name}"]`).fill(text)
  await form.locator('button:not([type="button"])').first().click()
  await page.waitForTimeout(1_500)
}
