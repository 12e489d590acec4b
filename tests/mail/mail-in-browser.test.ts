/** Every kind of mail in a browser, as wide as a phone and as a window, in the light and in the dark. */
import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MailContent } from '../../src/mail/letter.tsx'
import { everyMail } from '../pictures/given/every-mail.ts'
import { faultsOf } from '../support/axe.ts'
import { CHROMIUM_ARGS, chromiumPath } from '../support/chromium.ts'

const NAMES = [
  ...['first-daily', 'daily', 'weekly', 'new-papers'],
  ...['confirmation', 'sign-in', 'manage', 'reply'],
]
let browser: Browser
let mails: Record<string, MailContent>

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: await chromiumPath(), args: CHROMIUM_ARGS })
  mails = await everyMail()
}, 60_000)
afterAll(() => browser?.close())

async function open(name: string, width: number, colorScheme: 'light' | 'dark'): Promise<Page> {
  const page = await browser.newPage({ colorScheme, viewport: { width, height: 700 } })
  await page.setContent(mails[name]?.html ?? '')
  return page
}

/** Where text begins and ends, in pixels from the sides, and what lies behind each painted cell. */
const measured = (page: Page) =>
  page.evaluate(() => {
    const heading = document.querySelector('h1')?.getBoundingClientRect()
    const last = [...document.querySelectorAll('p')].at(-1)?.getBoundingClientRect()
    const painted = [...document.querySelectorAll('body, table, td, a')]
      .map((element) => getComputedStyle(element).backgroundColor)
      .filter((colour) => colour !== 'rgba(0, 0, 0, 0)')
    return {
      left: heading?.left,
      right: innerWidth - (last?.right ?? 0),
      sideways: document.documentElement.scrollWidth - innerWidth,
      colours: [...new Set(painted)],
    }
  })
const brightnessOf = (colour: string) => Math.max(...(colour.match(/\d+/g) ?? []).map(Number))

describe.each(NAMES)('the mail %s', (name) => {
  it('leaves 20 pixels on each side of a phone, and never scrolls sideways', async () => {
    const page = await open(name, 375, 'light')
    expect(await measured(page)).toMatchObject({ left: 20, right: 20, sideways: 0 })
    await page.setViewportSize({ width: 320, height: 700 })
    expect((await measured(page)).sideways).toBe(0)
    await page.close()
  }, 60_000)

  it.each(['light', 'dark'] as const)(
    'has no fault in the %s',
    async (scheme) => {
      const page = await open(name, 900, scheme)
      const { colours } = await measured(page)
      const isDark = (colour: string) => brightnessOf(colour) < 128
      // The desk and the paper; the one other colour is the button's, where there is one.
      expect(colours.filter((colour) => isDark(colour) === (scheme === 'dark'))).toHaveLength(2)
      expect(colours.length).toBeLessThanOrEqual(3)
      // A mail is no page with landmarks.
      const faults = await faultsOf(page)
      expect(faults.filter((fault) => !/^(?:region|landmark-one-main):/.test(fault))).toEqual([])
      await page.close()
    },
    60_000,
  )
})
