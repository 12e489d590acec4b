/** What is one member's never reaches another, whoever stores answers in between (A38). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importPapers } from '../../src/db/papers/import-papers.ts'
import { hidePaper, savePaper } from '../../src/db/papers/marks.ts'
import { castVote } from '../../src/db/votes/votes.ts'
import { useDatabase } from '../support/database.ts'
import { aDraft, NEW_YORK } from '../support/papers.ts'
import { aMember, type TestMember } from '../support/sign-in.ts'
import { type Site, serveSite } from '../support/site.ts'

const DATE = '2026-02-09'
const database = useDatabase()
let site: Site
let ada: TestMember
let bo: TestMember
let ids: string[] = []

const PATHS = () => [
  '/',
  `/papers/date/${DATE}`,
  '/papers/week/2026-W07',
  '/papers/trending',
  `/papers/${ids[0]}`,
  `/papers/${ids[1]}`,
  '/categories/cs.CL',
  `/u/${ada.handle}`,
  '/sign-in',
  '/saved',
  '/settings',
  '/about',
  '/no-such-page',
]

beforeAll(async () => {
  const drafts = [1, 2, 3].map(() => aDraft({ listings: [{ date: DATE, listedAt: null }] }))
  const batch = drafts.map((draft, position) => ({ draft, position }))
  await importPapers(batch, { now: new Date(), clock: NEW_YORK })
  ids = drafts.map(({ arxivId }) => arxivId ?? '')
  ada = await aMember({ email: 'ada.private@example.org' })
  bo = await aMember({ email: 'bo.private@example.org' })
  const ask = { memberId: ada.id, network: null, now: new Date(), on: true }
  await castVote({ ...ask, paperId: ids[0] ?? '' })
  await savePaper({ ...ask, paperId: ids[1] ?? '' })
  await hidePaper({ ...ask, paperId: ids[2] ?? '' })
  site = await serveSite({ DATABASE_URL: database.url() })
})
afterAll(() => site?.stop())

type Said = { body: string; cacheControl: string; setCookie: string[]; vary: string }

async function ask(path: string, headers: Record<string, string>): Promise<Said> {
  const answer = await fetch(site.url + path, { headers, redirect: 'manual' })
  return {
    body: await answer.text(),
    cacheControl: answer.headers.get('cache-control') ?? '',
    setCookie: answer.headers.getSetCookie(),
    vary: answer.headers.get('vary') ?? '',
  }
}

/** A cache that knows no Vary, and keeps whatever it is not forbidden to. */
function naiveCache() {
  const kept = new Map<string, Said>()
  return async (path: string, headers: Record<string, string>) => {
    const key = `${headers.rsc ?? ''} ${path}`
    const known = kept.get(key)
    if (known) return known
    const said = await ask(path, headers)
    if (!/private|no-store/.test(said.cacheControl)) kept.set(key, said)
    return said
  }
}

/** What only the member's own pages may show: who they are, and how their papers stand. */
function expectNothingOf(member: TestMember, { body }: Said, isOwnProfile: boolean) {
  expect(body).not.toContain(member.email)
  expect(body).not.toContain(member.id)
  expect(body).not.toContain(member.cookie.split('=')[1])
  expect(body).not.toContain('Your menu')
  if (!isOwnProfile) expect(body).not.toMatch(/aria-pressed=\\?"true/)
}

describe.each([
  ['pages', {} as Record<string, string>],
  ['answers for the router', { rsc: '1' } as Record<string, string>],
])('%s', (_kind, form) => {
  it('of a member are for them alone, and never to be kept', async () => {
    for (const path of PATHS()) {
      const own = await ask(path, { ...form, cookie: ada.cookie })
      expect({ path, cacheControl: own.cacheControl }).toEqual({
        path,
        cacheControl: 'private, no-store',
      })
      expect(own.vary).toMatch(/Cookie/)
    }
    const list = await ask('/', { ...form, cookie: ada.cookie })
    expect(list.body).toMatch(/aria-pressed=\\?"true/)
  })

  it('mix nothing for those who ask after them, in any order', async () => {
    const cached = naiveCache()
    for (const path of PATHS()) {
      await cached(path, { ...form, cookie: ada.cookie })
      const bos = await cached(path, { ...form, cookie: bo.cookie })
      expectNothing(bos, path)
      const anonymous = await cached(path, form)
      expectNothingOf(ada, anonymous, true)
      expectNothingOf(bo, anonymous, true)
      expect(anonymous.setCookie).toEqual([])
      expect(anonymous.body).not.toMatch(/aria-pressed=\\?"true/)
    }
    function expectNothing(said: Said, path: string) {
      expect({ path, has: said.body.includes(ada.email) }).toEqual({ path, has: false })
      expect({ path, has: /aria-pressed=\\?"true/.test(said.body) }).toEqual({ path, has: false })
    }
  })

  it('for nobody are the same bytes with a cookie that is not ours', async () => {
    for (const path of PATHS()) {
      const plain = await ask(path, form)
      const foreign = await ask(path, { ...form, cookie: 'theme=dark; session=abc; _ga=1' })
      if (plain.cacheControl.includes('public')) expect(foreign.body).toBe(plain.body)
    }
  })

  it('for a session that has ended show nobody', async () => {
    const gone = await aMember()
    await database.query('delete from sessions where member_id = $1', [gone.id])
    const said = await ask('/', { ...form, cookie: gone.cookie })
    expect(said.body).not.toContain(gone.handle)
    expect(said.cacheControl).toBe('private, no-store')
  })

  it('that need a member show nothing to others, whatever else is sent along', async () => {
    for (const path of ['/saved', '/settings', '/settings/export.json']) {
      for (const header of [
        'x-middleware-subrequest',
        'next-router-prefetch',
        'x-nextjs-data',
        'next-router-segment-prefetch',
      ]) {
        for (const query of ['', '?_rsc=abc', '?nxtPslug=x']) {
          const said = await ask(path + query, { ...form, [header]: '1' })
          expect(said.body).not.toContain('@example.org')
          expect(said.body).not.toContain('Sessions')
        }
      }
    }
  })
})

describe('the export', () => {
  it('holds everything of the one who asks, and nothing of another', async () => {
    const said = await ask('/settings/export.json', { cookie: ada.cookie })
    const data = JSON.parse(said.body)
    expect(data.member.email).toBe(ada.email)
    expect(data.votes).toMatchObject([{ paperId: ids[0] }])
    expect(data.saves).toMatchObject([{ paperId: ids[1] }])
    expect(data.hidden).toMatchObject([{ paperId: ids[2] }])
    expect(said.body).not.toContain(bo.email)
    expect(said.body).not.toContain('token')
    expect((await ask('/settings/export.json', { cookie: bo.cookie })).body).not.toContain(
      ada.email,
    )
  })
})
