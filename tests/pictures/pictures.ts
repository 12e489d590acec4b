/**
 * A picture of every page, mail and state, for people to look at, with a page to leaf through them.
 * `npm run pictures` makes all, `npm run pictures -- AREA …` some; they stand in .data-test/pictures.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import pLimit from 'p-limit'
import { type Browser, chromium } from 'playwright'
import { buildPages, generateClient } from '../../src/server/build.ts'
import { CHROMIUM_ARGS, chromiumPath } from '../support/chromium.ts'
import { useTestPostgres } from '../support/postgres.ts'
import { type Taken, writeContents } from './contents.ts'
import { takeMails } from './mails.ts'
import { type PicturedSite, type SiteName, startPicturedSite } from './sites.ts'
import type { Area } from './state.ts'
import { AREAS } from './states/areas.ts'
import { takeState } from './take.ts'

const FOLDER = resolve('.data-test/pictures')
const AT_ONCE = 3
const MAILS = 'mails'

const wanted = process.argv.slice(2)
const known = [...AREAS.map(({ name }) => name), MAILS]
const unknown = wanted.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  console.error(`There is no area ${unknown.join(', ')}. The areas are ${known.join(', ')}.`)
  process.exit(1)
}
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name)

const since = performance.now()
await generateClient()
await buildPages()
if (wanted.length === 0) rmSync(FOLDER, { recursive: true, force: true })
mkdirSync(FOLDER, { recursive: true })
const areas = AREAS.filter(({ name }) => isWanted(name))
const taken = areas.length > 0 ? await takeAreas(areas) : []
if (isWanted(MAILS)) taken.push(...(await inBrowser((browser) => takeMails(browser, FOLDER))))
writeContents(FOLDER, taken)
for (const { file, note } of taken) if (note) console.log(`${file} ${note}`)
const seconds = Math.round((performance.now() - since) / 1000)
console.log(`${taken.length} pictures in ${seconds} s; leaf through ${FOLDER}/index.html`)

/** The areas one after the other; a state that fails is told, and the rest goes on. */
async function takeAreas(areas: Area[]): Promise<Taken[]> {
  const release = await useTestPostgres()
  const names = new Set(areas.flatMap(({ states }) => states.map(({ site = 'full' }) => site)))
  const sites = new Map<SiteName, PicturedSite>()
  try {
    for (const name of names) sites.set(name, await startPicturedSite(name))
    const taken: Taken[] = []
    for (const area of areas)
      taken.push(...(await inBrowser((browser) => takeArea(browser, area, sites))))
    return taken
  } finally {
    for (const site of sites.values()) await site.stop()
    await release()
  }
}

/** Each area in a fresh browser, since one that has taken hundreds takes no more. */
async function inBrowser(work: (browser: Browser) => Promise<Taken[]>): Promise<Taken[]> {
  const executablePath = await chromiumPath()
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS })
  return work(browser).finally(() => browser.close())
}

async function takeArea(
  browser: Browser,
  area: Area,
  sites: Map<SiteName, PicturedSite>,
): Promise<Taken[]> {
  const limit = pLimit(AT_ONCE)
  for (const site of sites.values()) await area.before?.(site)
  const takings = area.states.map((state) =>
    limit(async () => {
      const site = sites.get(state.site ?? 'full')
      if (!site) throw new Error(`There is no site ${state.site}.`)
      return takeState(browser, site, { area: area.name, state, folder: FOLDER }).catch((error) => {
        process.exitCode = 1
        console.error(`FAILED ${area.name}: ${state.name}\n${error}`)
        return []
      })
    }),
  )
  const taken = (await Promise.all(takings)).flat()
  console.log(`${area.name}: ${taken.length} pictures`)
  return taken
}
