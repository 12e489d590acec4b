/** Pictures of every kind of mail, 600 and 375 px wide, light and dark, with the text part beside them. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright'
import type { Taken } from './contents.ts'
import { everyMail } from './given/every-mail.ts'

const WIDTHS = [600, 375]

/** The site's fonts, as a reader may have them; mails ask for them by name. */
const FONTS = ['newsreader', 'inter'].map((name) => {
  const file = join(import.meta.dirname, `../../public/fonts/${name}-latin.v1.woff2`)
  const source = `data:font/woff2;base64,${readFileSync(file, 'base64')}`
  return `@font-face{font-family:${name};src:url(${source});font-weight:400 600}`
})

export async function takeMails(browser: Browser, folder: string): Promise<Taken[]> {
  mkdirSync(join(folder, 'mails'), { recursive: true })
  const taken: Taken[] = []
  for (const [state, { subject, html, text }] of Object.entries(await everyMail())) {
    writeFileSync(join(folder, 'mails', `${state}.txt`), `Subject: ${subject}\n\n${text}\n`)
    for (const theme of ['light', 'dark'] as const) {
      for (const width of WIDTHS) {
        const page = await browser.newPage({ colorScheme: theme, viewport: { width, height: 700 } })
        await page.setContent(html)
        await page.addStyleTag({ content: FONTS.join('') })
        await page.evaluate(() => document.fonts.ready)
        const file = `mails/${state}-${width}-${theme}.png`
        await page.screenshot({ path: join(folder, file), fullPage: true })
        await page.close()
        taken.push({ area: 'mails', state, width, theme, file })
      }
    }
  }
  return taken
}
