/**
 * One walk through the site in every engine that this machine has:
 * `node --import tsx tests/engines/engines.ts [chromium] [firefox] [webkit]`. Ends with 1 when a step
 * fails, a page has an error, or a browser reports anything against a page's policy.
 */
import { type OwnSite, startOwnSite } from '../support/own-site.ts'
import { useTestPostgres } from '../support/postgres.ts'
import { chromium } from './chromium.ts'
import { firefox } from './firefox.ts'
import type { Engine } from './visitor.ts'
import { DATE, MATH, PLAIN, STEPS } from './walk.ts'
import { webkit } from './webkit.ts'

/** Reports come a moment after the page, and the site gathers them for another. */
const REPORTS_MS = 2_500
const PAPERS = [
  { id: PLAIN, title: 'The First Paper: on $\\alpha^{2}$' },
  { id: MATH, title: 'The Second Paper: $O(n^{2})$ Bounds and the $\\ell_1$ Norm' },
].map((paper) => ({
  ...paper,
  abstract:
    'For all $x \\ge 1$ we find $$\\sum_{i=1}^{n} \\frac{a_i}{b_i} = \\sqrt{x}.$$ It holds.',
  authors: ['Ada Example'],
  categories: ['cs.CL'],
  listedOn: DATE,
}))

const wanted = process.argv.slice(2)
const engines = [chromium, firefox, webkit].filter(
  ({ name }) => wanted.length === 0 || wanted.includes(name.toLowerCase()),
)
const release = await useTestPostgres()
const site = await startOwnSite({ papers: PAPERS, members: {} })
let faults = 0
for (const engine of engines) {
  const lacking = engine.lacks()
  if (lacking) console.log(`${engine.name}: left out, since ${lacking} is not installed`)
  else faults += await walkIn(engine, site)
}
await site.stop()
await release()
process.exit(faults > 0 ? 1 : 0)

/** Walks, tells step by step, and returns how much was amiss. */
async function walkIn({ name, open }: Engine, { url, query }: OwnSite): Promise<number> {
  await query('truncate csp_reports')
  const visitor = await open()
  const faults: string[] = []
  try {
    for (const step of STEPS) {
      const reported = await reports(query)
      const errors = (await visitor.errors()).length
      const failure = await step.walk(visitor, url).then(
        () => null,
        (error) => String(error),
      )
      await new Promise((done) => setTimeout(done, REPORTS_MS))
      const found = [
        ...(failure ? [failure] : []),
        ...(await visitor.errors()).slice(errors),
        ...newOnes(reported, await reports(query)),
      ]
      console.log(`${name}: ${found.length > 0 ? 'NOT ' : ''}${step.name}`)
      for (const [one, times] of alike(found)) console.log(`    ${times} × ${one}`)
      faults.push(...found)
    }
  } finally {
    await visitor.close()
  }
  return faults.length
}

async function reports(query: OwnSite['query']): Promise<Map<string, number>> {
  const rows = await query<{ what: string; count: number }>(
    "select directive || ' stopped ' || blocked as what, sum(count)::int as count from csp_reports group by 1",
  )
  return new Map(rows.map(({ what, count }) => [what, count]))
}

function newOnes(before: Map<string, number>, after: Map<string, number>): string[] {
  return [...after].flatMap(([what, count]) => {
    const more = count - (before.get(what) ?? 0)
    return more > 0 ? [`reported ${more} times: ${what}`] : []
  })
}

/** How often each was told, but for the names of files. */
function alike(found: string[]): Map<string, number> {
  const times = new Map<string, number>()
  for (const one of found) {
    const told = one.replace(/[^/\s]+\.js\b/g, '….js')
    times.set(told, (times.get(told) ?? 0) + 1)
  }
  return times
}
