/** Takes the pictures of one state: it is loaded once, and looked at in each width and theme. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright'
import type { Taken } from './contents.ts'
import { NOW } from './given/moment.ts'
import type { PicturedSite } from './sites.ts'
import type { State } from './state.ts'

const WIDTHS = [1200, 800, 400, 320]
const THEMES = ['light', 'dark'] as const
/** Narrower than that is held in a hand. */
const WIDEST_TOUCHED = 400
/** Of a list of fifty papers the rest looks alike. */
const TALLEST = 6_000
const HEIGHT: Record<number, number> = { 1200: 900, 800: 900, 400: 800, 320: 640 }

export async function takeState(
  browser: Browser,
  site: PicturedSite,
  { area, state, folder }: { area: string; state: State; folder: string },
): Promise<Taken[]> {
  const context = await browser.newContext({
    viewport: { width: 1200, height: 900 },
    javaScriptEnabled: !state.withoutJavaScript,
    reducedMotion: 'reduce',
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
  })
  try {
    await signIn(context, site, state)
    await context.clock.setFixedTime(NOW)
    const page = await context.newPage()
    const path = typeof state.path === 'string' ? state.path : state.path(site.given)
    await page.goto(path.startsWith('http') ? path : site.url + path)
    await state.steps?.(page, site)
    await page.waitForLoadState()
    mkdirSync(join(folder, area), { recursive: true })
    return await takeAll(page, { area, name: state.name, folder })
  } finally {
    await context.close()
  }
}

async function signIn(context: BrowserContext, { url, given }: PicturedSite, { who }: State) {
  if (!who) return
  const [name = '', value = ''] = given.cookies[who].split(/=(.*)/s)
  await context.addCookies([{ name, value: decodeURIComponent(value), url, httpOnly: true }])
}

async function takeAll(page: Page, at: { area: string; name: string; folder: string }) {
  const taken: Taken[] = []
  const cdp = await page.context().newCDPSession(page)
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: HEIGHT[width] ?? 900 })
    const enabled = width <= WIDEST_TOUCHED
    await cdp.send('Emulation.setTouchEmulationEnabled', { enabled })
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme })
      await page.evaluate(() => document.fonts.ready)
      const file = `${at.area}/${at.name}-${width}-${theme}.png`
      const [widest, tallest] = await page.evaluate(() => {
        const { scrollWidth, scrollHeight } = document.documentElement
        return [scrollWidth, scrollHeight] as const
      })
      const clip = { x: 0, y: 0, width, height: Math.min(tallest, TALLEST) }
      const path = join(at.folder, file)
      await page.screenshot({ path, clip, fullPage: true, animations: 'disabled' })
      // No picture shows it.
      const note = widest > width ? `scrolls sideways: ${widest} px wide` : undefined
      taken.push({ area: at.area, state: at.name, width, theme, file, ...(note && { note }) })
    }
  }
  return taken
}
