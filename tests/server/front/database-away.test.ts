/** A database that hangs or is gone never takes down what is kept, and what cannot be had says so soon. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { flushChanges } from '../../../src/db/changes.ts'
import { closeDb } from '../../../src/db/client.ts'
import { importPapers } from '../../../src/db/papers/import-papers.ts'
import { env } from '../../../src/env.ts'
import { aDraft, NEW_YORK } from '../../support/papers.ts'
import { makeDatabase, withClient } from '../../support/postgres.ts'
import { type PostgresInHand, startPostgresInHand } from '../../support/postgres-in-hand.ts'
import { ask } from '../../support/raw-http.ts'
import { strangersCookie } from '../../support/sign-in.ts'
import { type Site, serveSite } from '../../support/site.ts'

const DATE = '2026-02-09'
const KEPT = ['/', `/papers/date/${DATE}`, '/papers/2602.00001']
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

async function fill(url: string) {
  env().DATABASE_URL = url
  const draft = aDraft({
    arxivId: '2602.00001',
    title: 'A paper that stays',
    listings: [{ date: DATE, listedAt: null }],
  })
  await importPapers([{ draft, position: 0 }], { now: new Date(), clock: NEW_YORK })
  await flushChanges()
  await closeDb()
}

describe('a Postgres that is frozen for half a minute', () => {
  let postgres: PostgresInHand
  let site: Site
  beforeAll(async () => {
    postgres = await startPostgresInHand()
    await fill(postgres.url)
    site = await serveSite({ DATABASE_URL: postgres.url })
    for (const path of KEPT) await ask(site.url, path)
    postgres.freeze()
  })
  afterAll(async () => {
    await postgres.end()
    await site?.stop()
  })

  it('leaves kept pages as fast as they were, and says that they are old', async () => {
    const slowest: number[] = []
    const end = Date.now() + 30_000
    const told = new Set<unknown>()
    while (Date.now() < end) {
      for (const path of KEPT) {
        const askedAt = performance.now()
        const { status, headers } = await ask(site.url, path)
        slowest.push(performance.now() - askedAt)
        expect(status).toBe(200)
        told.add(headers['cache-status'])
        if (headers['cache-status']) expect(Number(headers.age)).toBeGreaterThan(0)
      }
      await pause(200)
    }
    expect(told).toContain('Broadsheet; hit; detail=old')
    // Waiting for a render would take a second or more; a busy machine has its own ideas of 50 ms.
    const sorted = slowest.toSorted((a, b) => a - b)
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(50)
    expect(sorted.at(-1)).toBeLessThan(700)
  }, 60_000)

  it('is told within ten seconds where a page is not kept', async () => {
    const asked = ['/papers/month/2026-02', '/papers/2602.99999', '/orgs/nobody', '/settings'].map(
      async (path) => {
        const askedAt = performance.now()
        const headers: Record<string, string> =
          path === '/settings' ? { cookie: strangersCookie() } : {}
        const answer = await ask(site.url, path, { headers })
        return { path, ...answer, ms: performance.now() - askedAt }
      },
    )
    for (const { path, status, headers, body, ms } of await Promise.all(asked)) {
      expect([path, status, headers['retry-after']]).toEqual([path, 503, '5'])
      expect(body.toString()).toContain('Back in a moment')
      expect(ms).toBeLessThan(12_000)
    }
  })

  it('is forgotten once it is over', async () => {
    postgres.thaw()
    const fresh = async () => {
      const { status, headers } = await ask(site.url, KEPT[1] ?? '')
      return [status, headers['cache-status']]
    }
    await expect.poll(fresh, { timeout: 40_000, interval: 500 }).toEqual([200, undefined])
    expect((await ask(site.url, '/papers/month/2026-02')).status).toBe(200)
  }, 60_000)
})

describe('a database that is gone', () => {
  let postgres: PostgresInHand
  let site: Site
  beforeAll(async () => {
    postgres = await startPostgresInHand()
    await fill(postgres.url)
    site = await serveSite({ DATABASE_URL: postgres.url })
    for (const path of KEPT) await ask(site.url, path)
    postgres.kill()
  })
  afterAll(async () => {
    await site?.stop()
    await postgres.end()
  })

  it('leaves what is kept, as old', async () => {
    await pause(1_500)
    for (const path of KEPT) {
      const { status, headers, body } = await ask(site.url, path)
      expect([path, status, headers['cache-status']]).toEqual([
        path,
        200,
        'Broadsheet; hit; detail=old',
      ])
      expect(body.toString()).toContain('A paper that stays')
    }
  })

  const origin = () => ({ origin: site.url, 'content-type': 'application/x-www-form-urlencoded' })
  it.each([
    ['a page', 'GET', '/papers/week/2026-W07'],
    ['a citation', 'GET', '/papers/2602.00001.bib'],
    ['an export', 'GET', '/settings/export.json'],
    ['a tap', 'POST', '/papers/2602.00001/vote'],
    ['the press of a sign-in link', 'POST', '/sign-in/press'],
    ['a subscription', 'POST', '/subscribe/start'],
  ])('is told readably by %s, and as JSON to who asks for it', async (_name, method, path) => {
    const cookie = strangersCookie()
    const headers = method === 'POST' ? { ...origin(), cookie } : { cookie }
    const body = method === 'POST' ? 'on=1&token=x&email=ada@example.org' : undefined
    const html = await ask(site.url, path, { method, headers, body })
    expect([path, html.status, html.headers['retry-after']]).toEqual([path, 503, '5'])
    expect(html.body.toString()).toContain('Back in a moment')
    const accept = { ...headers, accept: 'application/json' }
    const json = await ask(site.url, path, { method, headers: accept, body })
    expect(json.status).toBe(503)
    expect(JSON.parse(json.body.toString())).toEqual({
      error: expect.stringContaining('try again'),
    })
  })

  it('says nothing in the log of who asked', () => {
    expect(site.output()).not.toMatch(/ada@example\.org|nobody-has-it/)
  })
})

describe('a statement that fails', () => {
  let site: Site
  let url = ''
  let drop = async () => {}
  const run = (sql: string) => withClient(url, (client) => client.query(sql))
  beforeAll(async () => {
    ;({ url, drop } = await makeDatabase())
    await fill(url)
    site = await serveSite({ DATABASE_URL: url })
  })
  afterAll(async () => {
    await site?.stop()
    await drop()
  })

  it('makes its page a 500 that is not kept', async () => {
    await run('alter table comments rename to elsewhere')
    const failed = await ask(site.url, '/papers/2602.00001')
    expect(failed.status).toBe(500)
    expect(failed.body.toString()).not.toMatch(/relation|elsewhere|prisma/i)
    await run('alter table elsewhere rename to comments')
    const well = await ask(site.url, '/papers/2602.00001')
    expect(well.status).toBe(200)
    expect(well.body.toString()).toContain('A paper that stays')
  })

  it('while a page is made anew leaves the old one', async () => {
    await ask(site.url, '/papers/2602.00001')
    await run('alter table comments rename to elsewhere')
    await pause(1_100)
    await run('notify broadsheet_changes, \'["all"]\'')
    await pause(300)
    const old = await ask(site.url, '/papers/2602.00001')
    expect([old.status, old.headers['cache-status']]).toEqual([200, 'Broadsheet; hit; detail=old'])
    await run('alter table elsewhere rename to comments')
  })

  it('is nothing that a malformed request can bring about', async () => {
    const html = (await ask(site.url, '/sign-in')).body.toString()
    const reference = /name="\$ACTION_REF_(\d+)"/.exec(html)?.[1]
    const id =
      /"id\\?&quot;:\\?&quot;([0-9a-f]{40,44})/.exec(html)?.[1] ??
      /([0-9a-f]{42})/.exec(html)?.[1] ??
      ''
    const form = (fields: Record<string, string>) => {
      const lines = Object.entries(fields).map(
        ([name, value]) =>
          `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      )
      return `${lines.join('')}--b--\r\n`
    }
    const multipart = { origin: site.url, 'content-type': 'multipart/form-data; boundary=b' }
    const text = { origin: site.url, 'content-type': 'text/plain;charset=UTF-8' }
    const statuses: unknown[] = []
    for (const [headers, body] of [
      [{ ...text, 'next-action': id }, '['],
      [{ ...text, 'next-action': id }, '[1,2]'],
      [{ ...text, 'next-action': id }, '["$K1"]'],
      [{ ...text, 'next-action': id }, '["$F9"]'],
      [{ ...multipart, 'next-action': id }, 'no form'],
      [{ ...multipart, 'next-action': id }, form({ 0: '["$undefined","$K9"]' })],
      [{ ...multipart, 'next-action': id }, form({ 0: '{' })],
      [multipart, form({ [`$ACTION_REF_${reference}`]: '', [`$ACTION_${reference}:0`]: '{' })],
      [multipart, form({ [`$ACTION_REF_${reference}`]: '' })],
    ] as const) {
      const { status } = await ask(site.url, '/sign-in', { method: 'POST', headers, body })
      statuses.push(status)
    }
    expect(id).not.toBe('')
    expect(statuses.filter((status) => Number(status) >= 500)).toEqual([])
    // What a router would tell of itself is not read.
    for (const state of ['%', 'x', '{}', '%5B', `["${'x'.repeat(9_000)}"]`]) {
      const headers = { cookie: strangersCookie(), rsc: '1', 'next-router-state-tree': state }
      expect((await ask(site.url, '/about', { headers })).status).toBe(200)
    }
  })
})

describe('while a process is deaf', () => {
  it('a removal is read before it serves a kept page again', async () => {
    const { url, drop } = await makeDatabase()
    await fill(url)
    const site = await serveSite({ DATABASE_URL: url })
    try {
      for (const path of KEPT) await ask(site.url, path)
      const run = (sql: string) => withClient(url, (client) => client.query(sql))
      // Nobody is told: the process that did it has died with its notice.
      await run("update papers set removed_at = now(), removed_reason = 'It was no paper.'")
      expect((await ask(site.url, '/papers/2602.00001')).status).toBe(200)
      await run(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and query ~* '^(listen|select 1$)'`)
      await expect
        .poll(async () => (await ask(site.url, '/papers/2602.00001')).status, { timeout: 10_000 })
        .toBe(410)
      expect((await ask(site.url, KEPT[1] ?? '')).body.toString()).not.toContain(
        'A paper that stays',
      )
    } finally {
      await site.stop()
      await drop()
    }
  })
})
