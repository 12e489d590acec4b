/** Pages to read are documents: one small script, nothing of Next's, whoever asks and however. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importPapers } from '../../src/db/papers/import-papers.ts'
import { useDatabase } from '../support/database.ts'
import { aDraft, NEW_YORK } from '../support/papers.ts'
import { aMember } from '../support/sign-in.ts'
import { type Site, serveSite } from '../support/site.ts'

const DATE = '2026-02-09'
const PAPER = '2602.00001'
const database = useDatabase()
let site: Site
const cookies: Record<string, string> = { nobody: '' }

beforeAll(async () => {
  const listings = [{ date: DATE, listedAt: null }]
  const draft = aDraft({ arxivId: PAPER, listings, title: 'A title', categories: ['cs.CL'] })
  await importPapers([{ draft, position: 0 }], { now: new Date(), clock: NEW_YORK })
  const [member, curator] = [await aMember(), await aMember({ role: 'admin' })]
  Object.assign(cookies, { member: member.cookie, curator: curator.cookie })
  site = await serveSite({ DATABASE_URL: database.url() })
})
afterAll(() => site?.stop())

const ask = (path: string, who = 'nobody', headers: Record<string, string> = {}) =>
  fetch(site.url + path, {
    redirect: 'manual',
    headers: { ...(cookies[who] ? { cookie: cookies[who] } : {}), ...headers },
  })
const scriptsIn = (html: string) => [...html.matchAll(/<script[^>]*>/g)].map(([tag]) => tag)

const TO_READ = [
  '/',
  `/papers/date/${DATE}`,
  `/papers/date/${DATE}?order=new`,
  '/papers/date/2026-02-08',
  '/papers/week/2026-W07',
  '/papers/month/2026-02',
  '/papers/trending',
  '/categories/cs.CL',
  '/moderation',
  '/about',
  '/about/ranking',
  '/status',
  '/nowhere',
  '/papers/date/2099-01-01',
  '/papers/2602.99999',
]

describe.each(['nobody', 'member'])('for %s', (who) => {
  it.each([...TO_READ, ...(who === 'member' ? ['/saved'] : [`/papers/${PAPER}`])])(
    '%s is a document',
    async (path) => {
      const answer = await ask(path, who)
      const html = await answer.text()
      expect(scriptsIn(html)).toEqual([
        expect.stringMatching(/^<script src="\/page\.[\w-]+\.js">$/),
      ])
      expect(html).not.toMatch(/__next_f|as="script"|\$RC\(/)
      expect(html).toMatch(/<h1[^>]*>[^<]/)
      expect(answer.headers.get('content-security-policy')).toContain("script-src 'self';")
      expect(answer.headers.get('link')).not.toMatch(/as="?script/)
    },
  )

  it('its script is small, and kept for a year', async () => {
    const [tag = ''] = scriptsIn(await (await ask('/', who)).text())
    const [, path = ''] = /src="([^"]+)"/.exec(tag) ?? []
    const script = await ask(path, who, { 'accept-encoding': 'br' })
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(Number(script.headers.get('content-length'))).toBeLessThan(8_000)
    expect((await ask('/page.old-one.js', who)).status).toBe(404)
  })
})

it.each([
  ['/sign-in', 'nobody'],
  ['/subscribe', 'nobody'],
  ['/subscriptions/manage', 'nobody'],
  ['/submit', 'member'],
  ['/settings', 'member'],
  [`/papers/${PAPER}`, 'member'],
  ['/admin', 'curator'],
  ['/admin/sources', 'curator'],
])('%s hydrates at once, as Next does it, for a %s', async (path, who) => {
  const answer = await ask(path, who)
  const html = await answer.text()
  expect(html).toContain('self.__next_f.push(')
  expect(html).toMatch(/<script src="\/_next\/static\/[^"]+" async="">/)
  const policy = answer.headers.get('content-security-policy') ?? ''
  const inline = html.match(/<script(?: id="_R_")?>/g) ?? []
  expect(policy.match(/'sha256-/g)?.length).toBe(inline.length)
})

it.each(['/papers/date/2099-01-01', '/papers/2602.99999', '/admin', '/orgs/nobody', '/admin/x'])(
  'of %s a page says that nothing is there, with its status and its reader’s header',
  async (path) => {
    for (const who of ['nobody', 'member']) {
      const answer = await ask(path, who)
      const html = await answer.text()
      expect(answer.status).toBe(404)
      expect(html).toContain('Broadsheet')
      expect(html).toMatch(/<h1[^>]*>[^<]/)
      expect(html.includes('@')).toBe(who === 'member')
    }
  },
)

it.each([
  { rsc: '1' },
  { rsc: '1', 'next-router-prefetch': '1' },
  { rsc: '1', 'next-router-state-tree': '%5B%22%22%5D' },
  { 'next-router-state-tree': 'nonsense' },
  { 'next-router-segment-prefetch': '/_tree' },
])('the router’s headers %j are ignored everywhere', async (headers) => {
  for (const who of ['nobody', 'member'])
    for (const path of ['/', `/papers/${PAPER}`, '/sign-in', '/subscribe']) {
      const answer = await ask(path, who, Object.fromEntries(Object.entries(headers)))
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(answer.headers.get('vary')).toBe('Accept-Encoding, Cookie')
    }
})

it('a page that is fetched ahead marks no paper as seen and counts no visit; one that is looked at does', async () => {
  const seen = () => database.query('select paper_id from seen_papers')
  const visits = () => database.query('select id from members where last_active_at is not null')
  const ahead = { 'sec-purpose': 'prefetch;anonymous-client-ip', purpose: 'prefetch' }
  const visited = (await visits()).length
  cookies.quiet = (await aMember()).cookie
  await database.query('delete from seen_papers')
  for (const path of ['/', `/papers/${PAPER}`])
    expect((await ask(path, 'quiet', ahead)).ok).toBe(true)
  expect(await seen()).toEqual([])
  expect(await visits()).toHaveLength(visited)
  for (const path of ['/', `/papers/${PAPER}`]) expect((await ask(path, 'quiet')).ok).toBe(true)
  expect(await seen()).toEqual([{ paper_id: PAPER }])
  expect(await visits()).toHaveLength(visited + 1)
})

it('rules of what to fetch ahead come by a header, from a file', async () => {
  const rules = (await ask('/')).headers.get('speculation-rules')?.slice(1, -1) ?? ''
  const file = await ask(rules)
  expect(file.headers.get('content-type')).toBe('application/speculationrules+json')
  expect(Object.keys(await file.json())).toEqual(['prefetch'])
})

it('nothing that Next wrote was unknown to the front', () => {
  expect(site.output()).not.toMatch(/unknown (?:origin|making)/)
})
