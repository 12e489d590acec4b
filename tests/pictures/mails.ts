/**
 * Pictures of every kind of mail, for people to look at: 600 and 375 px wide, light and dark, with
 * the text part beside them. `node --import tsx tests/pictures/mails.ts [FOLDER]`
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { CHROMIUM_ARGS, chromiumPath } from '../support/chromium.ts'
import { everyMail } from './given-mails.ts'

const [folder = '.data/pictures/mails'] = process.argv.slice(2)
/** The site's fonts, as a reader may have them; mails ask for them by name. */
const fonts = ['newsreader', 'inter'].map((name) => {
  const file = join(import.meta.dirname, `../../public/fonts/${name}-latin.v1.woff2`)
  const source = `data:font/woff2;base64,${readFileSync(file, 'base64')}`
  return `@font-face{font-family:${name};src:url(${source});font-weight:400 600}`
})
mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({ executablePath: await chromiumPath(), args: CHROMIUM_ARGS })
for (const [name, { subject, html, text }] of Object.entries(await everyMail())) {
  writeFileSync(join(folder, `${name}.txt`), `Subject: ${subject}\n\n${text}\n`)
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [600, 375]) {
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 700 } })
      await page.setContent(html)
      await page.addStyleTag({ content: fonts.join('') })
      await page.evaluate(() => document.fonts.ready)
      await page.screenshot({
        path: join(folder, `${name}-${width}-${colorScheme}.png`),
        fullPage: true,
      })
      await page.close()
    }
  }
}
await browser.close()
console.log(`The pictures are in ${folder}.`)
