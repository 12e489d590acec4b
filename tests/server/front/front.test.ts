import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { flushChanges } from '../../../src/db/changes.ts'
import { importPapers } from '../../../src/db/papers/import-papers.ts'
import { useDatabase } from '../../support/database.ts'
import { aDraft, NEW_YORK } from '../../support/papers.ts'
import { strangersCookie } from '../../support/sign-in.ts'
import { type Site, serveSite } from '../../support/site.ts'

const DATE = '2026-02-09'
const database = useDatabase()
let one: Site
let two: Site

type Reply = {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

/** Plain HTTP, since fetch decodes bodies and forbids headers such as Host. */
function ask(
  site: Site,
  path: string,
  { method = 'GET', headers = {}, body = '' } = {},
): Promise<Reply> {
  return new Promise((done, fail) => {
    const asked = request(site.url + path, { method, headers, agent: false }, (reply) => {
      const chunks: Buffer[] = []
      reply.on('data', (chunk) => chunks.push(chunk))
      reply.on('end', () =>
        done({
          status: reply.statusCode ?? 0,
          headers: reply.headers,
          body: Buffer.concat(chunks),
        }),
      )
      reply.on('error', fail)
    })
    asked.on('error', fail)
    asked.end(body)
  })
}

const list = async (...titles: string[]) => {
  const batch = titles.map((title, position) => ({
    draft: aDraft({ title, listings: [{ date: DATE, listedAt: null }] }),
    position,
  }))
  await importPapers(batch, { now: new Date(), clock: NEW_YORK })
  await flushChanges()
}
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

beforeAll(async () => {
  await list('The first paper')
  one = await serveSite({ DATABASE_URL: database.url() })
  two = await serveSite({ DATABASE_URL: database.url() })
})
afterAll(async () => {
  await one?.stop()
  await two?.stop()
})

describe('an anonymous page', () => {
  const path = `/papers/date/${DATE}`

  it('comes in Brotli, gzip or bare, always the same page under one ETag', async () => {
    const [br, gzip, bare] = await Promise.all(
      ['gzip, deflate, br', 'gzip', 'identity'].map((accepted) =>
        ask(one, path, { headers: { 'accept-encoding': accepted } }),
      ),
    )
    expect(br?.headers['content-encoding']).toBe('br')
    expect(gzip?.headers['content-encoding']).toBe('gzip')
    expect(bare?.headers['content-encoding']).toBeUndefined()
    const text = bare?.body.toString()
    expect(text).toContain('The first paper')
    expect(brotliDecompressSync(br?.body ?? '').toString()).toBe(text)
    expect(gunzipSync(gzip?.body ?? '').toString()).toBe(text)
    expect(new Set([br, gzip, bare].map((reply) => reply?.headers.etag)).size).toBe(1)
    expect(String(br?.headers.vary)).toContain('Accept-Encoding')
  })

  it('answers 304 to a reader that has it, and HEAD without a body', async () => {
    const full = await ask(one, path)
    const again = await ask(one, path, { headers: { 'if-none-match': String(full.headers.etag) } })
    expect([again.status, again.body.length]).toEqual([304, 0])
    const head = await ask(one, path, { method: 'HEAD' })
    expect([head.status, head.body.length]).toEqual([200, 0])
    expect(head.headers['content-length']).toBe(full.headers['content-length'])
  })

  it('carries one policy, with its own script and no other, and the other headers', async () => {
    const { headers } = await ask(one, path)
    const policy = String(headers['content-security-policy'])
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/)
    expect(policy).not.toContain('unsafe')
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'public, max-age=0, must-revalidate',
    })
    expect(headers['strict-transport-security']).toBeUndefined()
    expect(headers['set-cookie']).toBeUndefined()
    expect(headers['x-powered-by']).toBeUndefined()
  })

  it('leaves no trace of poisoned headers or unknown parameters', async () => {
    const poison = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'gopher',
      'x-forwarded-for': '6.6.6.6',
      'x-original-url': '/evil',
      'x-middleware-subrequest': 'src/middleware',
      'x-nextjs-data': '1',
      'next-router-state-tree': 'evil-tree',
      'next-url': '/evil',
      host: 'evil.example',
      cookie: 'evil=1; theme=dark',
      'accept-language': 'evil',
      'user-agent': 'evil',
    }
    for (const url of [
      '/about',
      '/about?evil=evil.example',
      '/papers/trending?x=evil.example',
      '/ABOUT',
      '/evil.example',
    ]) {
      const poisoned = await ask(one, url, { headers: poison })
      const clean = await ask(one, url)
      expect(poisoned.body.equals(clean.body)).toBe(true)
      expect(JSON.stringify(clean.headers) + clean.body).not.toMatch(/evil|gopher/)
    }
  })
})

describe('a request with a session', () => {
  it('is rendered for its sender and never kept', async () => {
    const headers = { cookie: strangersCookie() }
    const mine = await ask(one, '/', { headers })
    expect(mine.status).toBe(200)
    expect(mine.headers['cache-control']).toBe('private, no-store')
    expect(
      (await ask(one, '/', { headers: { ...headers, rsc: '1' } })).headers['cache-control'],
    ).toBe('private, no-store')
    expect((await ask(one, '/')).headers['cache-control']).toContain('public')
  })

  it.each([
    'broadsheet.session_token=x',
    'broadsheet.session_token=a.b',
    `broadsheet.session_token=${'a'.repeat(44)}.${'b'.repeat(43)}%3D`,
    'broadsheet.session_token=%E0%A4%A',
    `__Host-${strangersCookie()}`,
  ])('that nobody has signed (%s) costs no render: it gets the kept page', async (cookie) => {
    const kept = await ask(one, '/about')
    const answer = await ask(one, '/about', { headers: { cookie } })
    expect(answer.headers['cache-control']).toContain('public')
    expect(answer.headers.etag).toBe(kept.headers.etag)
  })
})

describe('what is no page', () => {
  it('refuses other methods', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE']) {
      expect((await ask(one, '/', { method })).status).toBe(405)
    }
  })

  it('sends scripts and fonts compressed and for ever, and no file that is not meant', async () => {
    const html = (await ask(one, '/sign-in')).body.toString()
    const script = /\/_next\/static\/[^"]+\.js/.exec(html)?.[0] ?? ''
    const sent = await ask(one, script, { headers: { 'accept-encoding': 'br' } })
    expect(sent.headers['content-encoding']).toBe('br')
    expect(sent.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(
      brotliDecompressSync(sent.body).equals(readFileSync(script.replace('/_next', '.next'))),
    ).toBe(true)
    const font = await ask(one, '/fonts/inter-latin.v1.woff2')
    expect([font.status, font.headers['content-type']]).toEqual([200, 'font/woff2'])
    for (const path of [
      '/_next/static/../server/app/page.js',
      '/fonts/../../package.json',
      '/%2e%2e/package.json',
      '/_next/image?url=http://evil.example',
      '/_next/data/x.json',
      '/package.json',
    ]) {
      expect((await ask(one, path)).status).toBe(404)
    }
  })

  it('counts reports against the policy, and only reports', async () => {
    const report = (blocked: string) =>
      JSON.stringify({
        'csp-report': { 'violated-directive': 'script-src-elem', 'blocked-uri': blocked },
      })
    const post = (body: string) =>
      ask(one, '/csp-report', {
        method: 'POST',
        headers: { 'content-type': 'application/csp-report' },
        body,
      })
    expect((await post(report('https://evil.example/secret?token=1'))).status).toBe(204)
    expect((await post(report('inline'))).status).toBe(204)
    expect((await post('{"x":1}')).status).toBe(400)
    expect((await post('x'.repeat(20_000))).status).toBe(413)
    const blocked = async () => {
      const rows = await database.query<{ blocked: string }>(
        'select blocked from csp_reports order by blocked',
      )
      return rows.map((row) => row.blocked)
    }
    await expect.poll(blocked, { timeout: 20_000 }).toEqual(['https://evil.example', 'inline'])
  })
})

describe('two processes on one database', () => {
  it('show an import within a second on both', async () => {
    const path = `/papers/date/${DATE}`
    await Promise.all([ask(one, path), ask(two, path)])
    await pause(1_100)
    await list('A paper that came later')
    await pause(1_000)
    for (const site of [one, two])
      expect((await ask(site, path)).body.toString()).toContain('A paper that came later')
  })

  it('show nothing old after the listener lost its connection', async () => {
    const path = `/papers/date/${DATE}`
    await ask(one, path)
    await database.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query ilike 'listen%' or query = 'select 1' and pid <> pg_backend_pid()`)
    await list('A paper nobody was told of')
    await pause(1_500)
    for (const site of [one, two])
      expect((await ask(site, path)).body.toString()).toContain('A paper nobody was told of')
    await list('And one after the listener came back')
    await pause(1_500)
    for (const site of [one, two])
      expect((await ask(site, path)).body.toString()).toContain('And one after')
  })
})

describe('ten thousand different addresses', () => {
  it('neither fill the memory nor stop the site', async () => {
    const rss = () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${one.child.pid}/status`, 'utf8'))?.[1]) /
      1024
    for (let n = 0; n < 500; n++) await ask(one, `/about?warm=${n}`)
    const before = rss()
    for (let batch = 0; batch < 500; batch++) {
      await Promise.all(
        Array.from({ length: 20 }, (_, n) => {
          const number = batch * 20 + n
          return ask(
            one,
            [
              `/nope-${number}`,
              `/?x=${number}`,
              `/?order=${number}`,
              `/papers/date/${DATE}?utm=${number}`,
            ][n % 4] ?? '/',
          )
        }),
      )
    }
    expect(rss() - before).toBeLessThan(200)
    expect((await ask(one, '/')).status).toBe(200)
  })
})

describe('SIGTERM under load', () => {
  it('finishes what it has begun and takes nothing new', async () => {
    const site = await serveSite({ DATABASE_URL: database.url() })
    const whole = (await ask(site, '/')).body.length
    let isOver = false
    const replies: Reply[] = []
    const errors: string[] = []
    const load = Array.from({ length: 16 }, async () => {
      while (!isOver) {
        await ask(site, '/').then(
          (reply) => replies.push(reply),
          (error: NodeJS.ErrnoException) => {
            errors.push(String(error.code))
            isOver = true
          },
        )
      }
    })
    while (replies.length <= 50) await pause(20)
    expect(await site.stop('SIGTERM')).toBe(0)
    isOver = true
    await Promise.all(load)
    for (const reply of replies) expect([reply.status, reply.body.length]).toEqual([200, whole])
    for (const code of errors) expect(['ECONNREFUSED', 'ECONNRESET']).toContain(code)
  })
})
