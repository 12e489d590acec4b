/** Taps over HTTP: a state that is set, by the right person, from the right page, any number of times. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importPapers } from '../../src/db/papers/import-papers.ts'
import { useDatabase } from '../support/database.ts'
import { aDraft, NEW_YORK } from '../support/papers.ts'
import { aMember, type TestMember } from '../support/sign-in.ts'
import { type Site, serveSite } from '../support/site.ts'

const database = useDatabase()
let one: Site
let two: Site
let member: TestMember

type Ask = { cookie?: string; headers?: Record<string, string>; body?: string; method?: string }

function tap(
  site: Site,
  path: string,
  { cookie, headers, body = 'on=1', method = 'POST' }: Ask = {},
) {
  return fetch(`${site.url}/papers/${path}`, {
    method,
    redirect: 'manual',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: site.url,
      ...(cookie ? { cookie } : {}),
      ...headers,
    },
    ...(method === 'POST' ? { body } : {}),
  })
}
const JSON_ANSWER = { accept: 'application/json' }

async function aPaper(given: Parameters<typeof aDraft>[0] = {}): Promise<string> {
  const draft = aDraft(given)
  await importPapers([{ draft, position: 0 }], { now: new Date(), clock: NEW_YORK })
  return draft.arxivId ?? ''
}
const rowsOf = (id: string) =>
  database.query('select * from votes where paper_id = $1 and withdrawn_at is null', [id])

beforeAll(async () => {
  member = await aMember()
  one = await serveSite({ DATABASE_URL: database.url() })
  two = await serveSite({ DATABASE_URL: database.url() })
})
afterAll(async () => {
  await one?.stop()
  await two?.stop()
})

describe('a vote over HTTP', () => {
  it('leads back to the card without JavaScript, and answers JSON with it', async () => {
    const id = await aPaper()
    const referer = `${one.url}/papers/date/2026-02-09?order=new`
    const back = await tap(one, `${id}/vote`, { cookie: member.cookie, headers: { referer } })
    expect(back.status).toBe(303)
    expect(back.headers.get('location')).toBe(`/papers/date/2026-02-09?order=new#paper-${id}`)
    expect(back.headers.get('cache-control')).toBe('private, no-store')
    const off = await tap(one, `${id}/vote`, {
      cookie: member.cookie,
      headers: JSON_ANSWER,
      body: 'on=0',
    })
    expect([off.status, await off.json()]).toEqual([200, { on: false, votes: 0 }])
  })

  it('works on old ids, with their slash', async () => {
    const id = await aPaper({ arxivId: 'math/0611800' })
    const ask = { cookie: member.cookie, headers: JSON_ANSWER }
    for (const kind of ['vote', 'save', 'hide'])
      expect(await (await tap(one, `${id}/${kind}`, ask)).json()).toMatchObject({ on: true })
  })

  it('of somebody signed out leads to the sign-in and back, and to 401 as JSON', async () => {
    const id = await aPaper()
    const referer = `${one.url}/papers/trending`
    const sent = await tap(one, `${id}/vote`, { headers: { referer } })
    expect(sent.status).toBe(303)
    const next = encodeURIComponent(`/papers/trending#paper-${id}`)
    expect(sent.headers.get('location')).toBe(`/sign-in?next=${next}`)
    expect((await tap(one, `${id}/vote`, { headers: JSON_ANSWER })).status).toBe(401)
    expect(await rowsOf(id)).toHaveLength(0)
  })

  it.each([
    ['a foreign page', { origin: 'https://evil.example' }],
    ['a page of a name that begins like ours', { origin: 'http://localhost.evil.example' }],
    ['a sandboxed page', { origin: 'null' }],
    ['a foreign page by its fetch metadata', { 'sec-fetch-site': 'cross-site' }],
    ['a sister site', { 'sec-fetch-site': 'same-site' }],
  ])('from %s is refused', async (_name, headers) => {
    const id = await aPaper()
    for (const kind of ['vote', 'save', 'hide']) {
      const sent = await tap(one, `${id}/${kind}`, { cookie: member.cookie, headers })
      expect(sent.status).toBe(403)
    }
    expect(await rowsOf(id)).toHaveLength(0)
  })

  it('that tells no origin at all is refused', async () => {
    const id = await aPaper()
    const { request } = await import('node:http')
    const status = await new Promise((done) => {
      const body = 'on=1'
      const headers = {
        cookie: member.cookie,
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': body.length,
      }
      const url = `${one.url}/papers/${id}/vote`
      request(url, { method: 'POST', headers }, (reply) => done(reply.resume().statusCode)).end(
        body,
      )
    })
    expect(status).toBe(403)
    expect(await rowsOf(id)).toHaveLength(0)
  })

  it('is never cast by looking', async () => {
    const id = await aPaper()
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const sent = await tap(one, `${id}/vote`, { cookie: member.cookie, method })
      expect([404, 405]).toContain(sent.status)
    }
    expect(await rowsOf(id)).toHaveLength(0)
  })

  it.each(['', 'on=2', 'on=1&on=0', 'on=true', 'off=1', '{"on":1}', '\0'])(
    'with the body %j is refused and changes nothing',
    async (body) => {
      const id = await aPaper()
      expect((await tap(one, `${id}/vote`, { cookie: member.cookie, body })).status).toBe(400)
      expect(await rowsOf(id)).toHaveLength(0)
    },
  )

  it.each(['nope', '9999.99999', '1e3', '-1', "'%20OR%201", '%00', '%ff', `${'x'.repeat(1900)}`])(
    'on %s answers 404 or 400',
    async (id) => {
      const sent = await tap(one, `${id}/vote`, { cookie: member.cookie, headers: JSON_ANSWER })
      expect([400, 404]).toContain(sent.status)
    },
  )

  it('takes no field but its own', async () => {
    const id = await aPaper()
    const body = 'on=1&memberId=someone&votes=99&counts_for_rank=false&role=admin'
    const sent = await tap(one, `${id}/vote`, { cookie: member.cookie, headers: JSON_ANSWER, body })
    expect(await sent.json()).toEqual({ on: true, votes: 1 })
    expect(await rowsOf(id)).toMatchObject([{ member_id: member.id, counts_for_rank: true }])
  })
})

describe('taps with a turn', () => {
  const said = async (path: string, cookie: string, body: string, site = one) =>
    (await tap(site, path, { cookie, headers: JSON_ANSWER, body })).json()

  it.each(['vote', 'save', 'hide'])('stand as the last %s, whichever came last', async (kind) => {
    const { cookie } = await aMember()
    const path = `${await aPaper()}/${kind}`
    expect(await said(path, cookie, 'on=0&turn=12')).toMatchObject({ on: false })
    expect(await said(path, cookie, 'on=1&turn=11')).toMatchObject({ on: false })
    expect(await said(path, cookie, 'on=1&turn=13')).toMatchObject({ on: true })
    expect(await said(path, cookie, 'on=0&turn=13')).toMatchObject({ on: true })
    expect(await said(path, cookie, 'on=0')).toMatchObject({ on: false })
  })

  it('of two papers, two kinds or two sessions have nothing to do with each other', async () => {
    const email = 'two.sessions@example.org'
    const [laptop, phone] = [await aMember({ email }), await aMember({ email })]
    const [first, second] = [await aPaper(), await aPaper()]
    await said(`${first}/vote`, laptop.cookie, 'on=1&turn=50')
    expect(await said(`${second}/vote`, laptop.cookie, 'on=1&turn=1')).toMatchObject({ on: true })
    expect(await said(`${first}/save`, laptop.cookie, 'on=1&turn=1')).toMatchObject({ on: true })
    expect(await said(`${first}/vote`, phone.cookie, 'on=0&turn=2')).toMatchObject({ on: false })
  })

  it('sent all at once to two processes end as the one with the highest', async () => {
    for (let round = 0; round < 10; round++) {
      const { cookie } = await aMember()
      const id = await aPaper()
      const last = 8 + (round % 2)
      const turns = Array.from({ length: last }, (_none, n) => n + 1)
      const shuffled = turns.toSorted(() => Math.random() - 0.5)
      await Promise.all(
        shuffled.map((turn) =>
          said(`${id}/vote`, cookie, `on=${turn % 2}&turn=${turn}`, turn % 3 ? one : two),
        ),
      )
      expect(await rowsOf(id)).toHaveLength(last % 2)
      const [paper] = await database.query('select vote_count from papers where id = $1', [id])
      expect(paper).toEqual({ vote_count: last % 2 })
    }
  })

  it.each(['on=1&turn=x', 'on=1&turn=-1', 'on=1&turn=', 'on=1&turn=1&turn=2', 'on=1&turn=1e99'])(
    'with the body %s are refused',
    async (body) => {
      const id = await aPaper()
      const sent = await tap(one, `${id}/vote`, { cookie: member.cookie, body })
      expect(sent.status).toBe(400)
      expect(await rowsOf(id)).toHaveLength(0)
    },
  )
})

describe('two processes', () => {
  it('make one vote of two hundred of one member', async () => {
    const id = await aPaper()
    const ask = { cookie: (await aMember()).cookie, headers: JSON_ANSWER }
    const sent = await Promise.all(
      Array.from({ length: 200 }, (_none, index) => tap(index % 2 ? one : two, `${id}/vote`, ask)),
    )
    expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([200]))
    const said = await Promise.all(sent.map((answer) => answer.text()))
    expect(new Set(said)).toEqual(new Set(['{"on":true,"votes":1}']))
    expect(await rowsOf(id)).toHaveLength(1)
    const [paper] = await database.query('select vote_count from papers where id = $1', [id])
    expect(paper).toEqual({ vote_count: 1 })
  })

  it('share the limit of taps', async () => {
    const id = await aPaper()
    const ask = { cookie: (await aMember()).cookie, headers: JSON_ANSWER }
    const statuses: number[] = []
    for (let round = 0; round < 5; round++) {
      const sent = await Promise.all(
        Array.from({ length: 52 }, (_none, index) => tap(index % 2 ? one : two, `${id}/save`, ask)),
      )
      statuses.push(...sent.map(({ status }) => status))
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(240)
    expect(statuses.filter((status) => status === 429)).toHaveLength(20)
  })

  it('lose no acknowledged vote when one is killed under load', async () => {
    const ids: string[] = []
    for (let made = 0; made < 40; made++) ids.push(await aPaper())
    const voter = await aMember()
    const doomed = await serveSite({ DATABASE_URL: database.url(), LIMITS: 'off' })
    const acknowledged: string[] = []
    const sent = ids.map(async (id, index) => {
      await new Promise((done) => setTimeout(done, index * 10))
      const answer = await tap(doomed, `${id}/vote`, { cookie: voter.cookie, headers: JSON_ANSWER })
      if (answer.ok) acknowledged.push(id)
      if (acknowledged.length === 8) doomed.child.kill('SIGKILL')
    })
    await Promise.allSettled(sent)
    await doomed.stop('SIGKILL')
    const rows = await database.query<{ paper_id: string }>(
      'select paper_id from votes where member_id = $1',
      [voter.id],
    )
    const stored = new Set(rows.map(({ paper_id }) => paper_id))
    expect(acknowledged.length).toBeGreaterThanOrEqual(8)
    for (const id of acknowledged) expect(stored).toContain(id)
    const off = await database.query(
      `select p.id from papers p where p.vote_count <> (
        select count(*) from votes v where v.paper_id = p.id and v.withdrawn_at is null)`,
    )
    expect(off).toEqual([])
  })
})
