/** The seed page: 58 real cards, shown as they were given. */
import { existsSync, readFileSync } from 'node:fs'
import { cardIds, expect, test } from '../support/browser.ts'

const SEED = '../shared/data/seed-papers.ndjson'
const SAMPLE = 'prisma/sample/papers.ndjson'

type Known = {
  title: string
  arxivId: string | null
  publishedAt: string | null
  authorCount: number | null
  comments: number
}
type SeedCard = Known & { org: { name: string } | null }
type SampleCard = Known & { organization: { name: string } | null }

const rows = <Row>(path: string) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row)

test.skip(!existsSync(SEED), `${SEED} is not here`)

test('/papers/date/2026-02-09 shows the 58 cards of the seed page', async ({ page }) => {
  await page.goto('/papers/date/2026-02-09?order=new')
  await expect(page.locator('article[data-paper-id]')).toHaveCount(58)
  const seed = rows<SeedCard>(SEED)
  // The sample is loaded too: what the seed does not know of a paper, it may.
  const sample = rows<SampleCard>(SAMPLE)
  const ids = await cardIds(page)
  for (const [place, card] of seed.entries()) {
    const filled = sample.find(({ title }) => title === card.title)
    const id = ids[place] ?? ''
    if (card.arxivId) expect(id).toBe(card.arxivId)
    const article = page.locator(`article[data-paper-id="${id}"]`)
    const facts = await article.locator('h2 + p').innerText()
    expect(await article.locator('h2').innerText()).toBe(card.title)
    const organization = card.org ?? filled?.organization
    const authors = card.authorCount ?? filled?.authorCount ?? null
    const makers = organization?.name ?? authorsText(authors)
    expect(facts).toContain(makers)
    expect(facts).toContain(dateText(card.publishedAt ?? filled?.publishedAt ?? null))
    expect(facts).toMatch(new RegExp(`\\b${card.comments} comments?\\b`))
  }
})

test('it names the organizations of the seed page and links to them', async ({ page }) => {
  await page.goto('/papers/date/2026-02-09')
  for (const [name, slug] of [
    ['PEARLS Lab', 'pearls-lab'],
    ['Z.ai', 'zai-org'],
    ['KAIST AI', 'kaist-ai'],
    ['Columbia University', null],
    ['Intern Large Models', null],
  ] as const) {
    const link = page.locator('article h2 + p').getByRole('link', { name, exact: false })
    await expect(link).toHaveCount(1)
    if (slug) await expect(link).toHaveAttribute('href', `/orgs/${slug}`)
  }
})

function authorsText(count: number | null): string {
  if (count === null) return 'Authors unknown'
  return count === 1 ? '1 author' : `${count} authors`
}

function dateText(date: string | null): string {
  if (!date) return 'Date unknown'
  const thisYear = new Date().getUTCFullYear() === Number(date.slice(0, 4))
  return new Date(date).toLocaleDateString('en-US', {
    timeZone: 'UTC',
    month: 'short',
    day: 'numeric',
    ...(thisYear ? {} : { year: 'numeric' }),
  })
}
