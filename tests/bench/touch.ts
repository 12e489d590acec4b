/** How soon a tap shows in a browser that is slowed down, from the first paint on. */
import { chromium } from 'playwright'
import { CHROMIUM_ARGS, chromiumPath } from '../support/chromium.ts'

const SLOWER = 6
const TAPS = 8

/** Milliseconds from a click on a vote to the frame that shows it, the longest of several; the first at the first paint. */
export async function slowestTap(address: string, cookie: string): Promise<number> {
  const browser = await chromium.launch({
    executablePath: await chromiumPath(),
    args: CHROMIUM_ARGS,
  })
  try {
    const context = await browser.newContext()
    const [name = '', ...value] = cookie.split('=')
    await context.addCookies([{ name, value: value.join('='), url: address }])
    const page = await context.newPage()
    const client = await context.newCDPSession(page)
    await client.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    await page.addInitScript(() => {
      const taps: number[] = []
      Object.assign(window, { taps })
      new PerformanceObserver((list) => {
        for (const { name, duration } of list.getEntries())
          if (name === 'click') taps.push(duration)
      }).observe({
        type: 'event',
        durationThreshold: 16,
        buffered: true,
      } as PerformanceObserverInit)
    })
    await page.goto(address, { waitUntil: 'commit' })
    const button = page.locator('.votes button').first()
    await button.waitFor()
    for (let tap = 0; tap < TAPS; tap++) {
      await button.click({ force: true })
      await page.waitForTimeout(300)
    }
    const taps = await page.evaluate(() => (window as unknown as { taps: number[] }).taps)
    if (taps.length === 0) throw new Error('The browser told of no click.')
    return Math.max(...taps)
  } finally {
    await browser.close()
  }
}
