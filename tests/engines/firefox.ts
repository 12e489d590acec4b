/** Firefox, as Debian's firefox-esr brings it, by Puppeteer. */
import puppeteer from 'puppeteer-core'
import { findProgram } from './installed.ts'
import type { Engine } from './visitor.ts'

const find = () => findProgram('firefox-esr', 'firefox')

export const firefox: Engine = {
  name: 'Firefox',
  lacks: () => (find() ? null : 'firefox-esr'),
  open: async () => {
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: find() ?? '',
      headless: true,
    })
    const page = await browser.newPage()
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(String(error)))
    page.on('console', (said) => {
      if (said.type() === 'error') errors.push(said.text())
    })
    const locate = (path: string) => page.locator(`::-p-xpath(${path})`)
    return {
      goto: async (url) => void (await page.goto(url)),
      reload: async () => void (await page.reload()),
      press: (path) => locate(path).click(),
      type: (path, text) => locate(path).fill(text),
      ask: (expression) => page.evaluate(expression) as Promise<never>,
      errors: async () => errors,
      close: () => browser.close(),
    }
  },
}
