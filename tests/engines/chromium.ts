/** Chromium, which npm brings, by Playwright. */
import { chromium as driver } from 'playwright'
import { CHROMIUM_ARGS, chromiumPath } from '../support/chromium.ts'
import type { Engine } from './visitor.ts'

export const chromium: Engine = {
  name: 'Chromium',
  lacks: () => null,
  open: async () => {
    const executablePath = await chromiumPath()
    const browser = await driver.launch({ executablePath, args: CHROMIUM_ARGS })
    const page = await browser.newPage()
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(String(error)))
    page.on('console', (said) => {
      if (said.type() === 'error') errors.push(said.text())
    })
    const find = (path: string) => page.locator(`xpath=${path}`).first()
    return {
      goto: async (url) => void (await page.goto(url)),
      reload: async () => void (await page.reload()),
      press: (path) => find(path).click(),
      type: (path, text) => find(path).fill(text),
      ask: (expression) => page.evaluate(expression) as Promise<never>,
      errors: async () => errors,
      close: () => browser.close(),
    }
  },
}
