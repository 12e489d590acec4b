/** The seed page alone on a site: 58 cards, and what is not known is said so. */
import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { run } from '../support/cli.ts'
import { makeDatabase } from '../support/postgres.ts'
import { serveSite } from '../support/site.ts'

const SEED = '../shared/data/seed-papers.ndjson'

type SeedCard = {
  title: string
  arxivId: string | null
  authorCount: number | null
  org: { slug: string; name: string } | null
  publishedAt: string | null
  comments: number
}

it.skipIf(!existsSync(SEED))('shows the 58 seed papers as they were given', async () => {
  const { url, drop } = await makeDatabase()
  const { code, out } = await run(['import', SEED, '--edition', '2026-02-09'], {
    DATABASE_URL: url,
  })
  expect(code).toBe(0)
  expect(out).toContain('imported 58, updated 0, unchanged 0, quarantined 0')
  const site = await serveSite({ DATABASE_URL: url })
  const page = await (await fetch(`${site.url}/papers/date/2026-02-09?order=new`)).text()
  await site.stop()
  await drop()
  const seed = readFileSync(SEED, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as SeedCard)
  const cards = page.split('<article ').slice(1)
  expect(cards).toHaveLength(58)
  for (const [place, card] of seed.entries()) {
    const html = cards[place] ?? ''
    const title = textOf(/<h2[\s\S]*?<\/h2>/.exec(html)?.[0] ?? '')
    const facts = textOf(/<\/h2>([\s\S]*?<\/p>)/.exec(html)?.[1] ?? '')
    expect(title).toBe(card.title)
    if (card.arxivId) expect(html).toContain(`data-paper-id="${card.arxivId}"`)
    expect(facts).toContain(card.org?.name ?? authorsText(card.authorCount))
    if (card.publishedAt)
      expect(html).toMatch(new RegExp(`<time datetime="${card.publishedAt}"`, 'i'))
    else expect(facts).toContain('Date unknown')
    expect(facts).toMatch(new RegExp(`(?:^|\\D)${card.comments} comments?`))
    expect(facts).not.toMatch(/of the day|NaN|undefined|null/)
  }
})

function authorsText(count: number | null): string {
  if (count === null) return 'Authors unknown'
  return count === 1 ? '1 author' : `${count} authors`
}

function textOf(html: string): string {
  return html
    .replace(/<\/(?:span|time|a|em|strong)>/g, ' ')
    .replace(/<[^>]+>/g, '')
    .replace(/ +/g, ' ')
    .trim()
    .replaceAll('&#x27;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
