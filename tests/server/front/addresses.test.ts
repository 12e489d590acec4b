/** An address has one spelling, and what others lead to, tags, guards and removals all see alike. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { flushChanges } from '../../../src/db/changes.ts'
import { importPapers } from '../../../src/db/papers/import-papers.ts'
import { removePaper } from '../../../src/db/papers/removals.ts'
import { policyOf } from '../../../src/server/front/policy.ts'
import { useDatabase } from '../../support/database.ts'
import { aDraft, NEW_YORK } from '../../support/papers.ts'
import { ask, sayRaw } from '../../support/raw-http.ts'
import { strangersCookie } from '../../support/sign-in.ts'
import { type Site, serveSite } from '../../support/site.ts'

const ID = '2602.00002'
const TITLE = 'A paper that a curator takes away'
const database = useDatabase()
let site: Site
beforeAll(async () => {
  const draft = aDraft({
    arxivId: ID,
    title: TITLE,
    categories: ['cs.CL'],
    authors: ['Ada Example'],
    listings: [{ date: '2026-02-09', listedAt: null }],
  })
  await importPapers([{ draft, position: 0 }], { now: new Date(), clock: NEW_YORK })
  await flushChanges()
  site = await serveSite({ DATABASE_URL: database.url() })
})
afterAll(() => site?.stop())

const SPELLINGS = [
  '/papers/%2e%2e/mailbox',
  '/papers/%2E%2e/mailbox.json',
  '/papers/../mailbox',
  '/papers/x/../../mailbox',
  '/./mailbox',
  '//mailbox',
  '//about',
  '/about//',
  '/about/.',
  '/%61bout',
  '/about%3F',
  '/about%2f',
  '/about;x=1',
  '/papers\\date\\2026-02-09',
  '/papers/date/%32026-02-09',
  `/papers/${ID.replace('.', '%2e')}`,
  '/papers/math%2f0611800',
  `/papers/${ID}%00`,
  `/PAPERS/${ID}`,
  `/papers/${ID}.txt`,
  `/papers/${ID}.rsc`,
  `/papers/${ID}.RSC`,
  `/papers/${ID}.segments/_tree.segment.rsc`,
  `/papers/${ID}.prefetch.rsc`,
  '/categories/cs.rsc',
  '/categories/cs.CL.rsc',
  '/authors/ada-example.rsc',
  '/about.rsc',
  '/index.rsc',
  `/papers/${ID}/.rsc`,
  '/taps/vote/2602.00002',
  '/citations/bib/2602.00002',
]

describe('another spelling of an address', () => {
  it.each(SPELLINGS)('%s is no address', async (path) => {
    expect(policyOf(path).kind).toBe('missing')
    for (const more of ['', 'RSC: 1\r\n', `Cookie: ${strangersCookie()}\r\n`]) {
      const said = await sayRaw(
        site.url,
        `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${more}Connection: close\r\n\r\n`,
      )
      expect(said).toMatch(/^HTTP\/1.1 404 /)
      expect(said).not.toContain(TITLE)
    }
  })

  it('of a paper’s id leads to it, and is dropped with it', () => {
    for (const spelling of [`${ID}v2`, `arXiv:${ID}`, ID])
      expect(policyOf(`/papers/${spelling}`)).toMatchObject({
        kind: 'kept',
        tags: [`paper:${ID}`],
        named: { kind: 'paper', name: ID },
      })
    expect(policyOf('/papers/math.GT/0611800')).toMatchObject({ tags: ['paper:math/0611800'] })
    expect(policyOf('/orgs/Pearls-Lab')).toMatchObject({ tags: ['org:pearls-lab'] })
    expect(policyOf('/categories/CS.cl')).toMatchObject({ tags: ['category:cs.CL'] })
  })
})

describe('a paper that is removed', () => {
  const addresses = [`/papers/${ID}`, `/papers/${ID}?_rsc=1`, `/papers/${ID}.bib`]
  const ways: Record<string, string>[] = [
    {},
    { rsc: '1' },
    { rsc: '1', 'next-router-prefetch': '1' },
    { rsc: '1', 'next-router-segment-prefetch': '/_tree' },
    { 'x-nextjs-data': '1' },
    { cookie: strangersCookie() },
    { cookie: strangersCookie(), rsc: '1', 'next-router-segment-prefetch': '/_tree' },
  ]

  it('is shown at none of its addresses, in no way of asking', async () => {
    for (const path of addresses) for (const headers of ways) await ask(site.url, path, { headers })
    await removePaper(ID, 'It was no paper.', { actor: 'ada', now: new Date() })
    await flushChanges()
    const isGone = async () => (await ask(site.url, `/papers/${ID}`)).status
    await expect.poll(isGone, { timeout: 10_000 }).toBe(410)
    for (const path of [...addresses, '/papers/date/2026-02-09', '/', '/categories/cs.CL']) {
      for (const headers of ways) {
        const { status, body } = await ask(site.url, path, { headers })
        expect([path, headers, body.toString().includes(TITLE)]).toEqual([path, headers, false])
        if (path.includes(ID)) expect([404, 410]).toContain(status)
      }
    }
  })
})

describe('a name behind which there is nothing', () => {
  it.each([
    '/papers/2602.77777',
    '/papers/no-such-slug-2026',
    '/papers/2602.77777.bib',
    '/orgs/nobody',
    '/authors/nobody-at-all',
    '/categories/cs.XY',
  ])('%s is answered without a render, by the one page that says so', async (path) => {
    const missing = await ask(site.url, '/no-such-page')
    const { status, headers } = await ask(site.url, path)
    expect(status).toBe(404)
    expect(headers.etag).toBe(missing.headers.etag)
  })
})

describe('a route’s own word', () => {
  it('on how long its answer may be kept goes out', async () => {
    const draft = aDraft({ arxivId: '2602.00003', title: 'A paper to be cited' })
    await importPapers([{ draft, position: 1 }], { now: new Date(), clock: NEW_YORK })
    const { headers } = await ask(site.url, '/papers/2602.00003.bib')
    expect(headers['cache-control']).toBe('public, max-age=300')
    const health = await ask(site.url, '/api/health/live')
    expect(health.headers['cache-control']).toContain('no-store')
  })

  it('on when to try again goes out', async () => {
    const press = () =>
      ask(site.url, '/sign-in/press', {
        method: 'POST',
        headers: { origin: site.url, 'content-type': 'application/x-www-form-urlencoded' },
        body: 'token=none',
      })
    let answer = await press()
    for (let n = 0; n < 40 && answer.status !== 429; n++) answer = await press()
    expect(answer.status).toBe(429)
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  })
})
