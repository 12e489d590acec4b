/** Health with and without the database, and what a page then says; probing paths and odd methods. */
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeDatabase } from '../support/postgres.ts'
import { type Site, serveSite } from '../support/site.ts'

const PROBES = [
  '/.git/config',
  '/.git/HEAD',
  '/.env',
  '/.env.local',
  '/.env.example',
  '/.npmrc',
  '/.data',
  '/.data/postgres.json',
  '/.next/BUILD_ID',
  '/.ssh/id_rsa',
  '/.aws/credentials',
  '/.DS_Store',
  '/.well-known/../.env',
  '/package.json',
  '/package-lock.json',
  '/tsconfig.json',
  '/next.config.ts',
  '/src/cli.ts',
  '/prisma/schema.prisma',
  '/prisma.config.ts',
  '/node_modules/next/package.json',
  '/_next/mcp',
  '/_next/static',
  '/_next/static/',
  '/_next/static/chunks',
  '/_next/server/app/page.js',
  '/_next/../package.json',
  '/_next/data/x/index.json',
  '/__nextjs_original-stack-frame',
  '/__nextjs_source-map',
  '/_next/webpack-hmr',
  '/server-status',
  '/server-info',
  '/actuator/env',
  '/metrics',
  '/debug/pprof',
  '/phpinfo.php',
  '/wp-login.php',
  '/wp-admin/',
  '/admin.php',
  '/cgi-bin/test',
  '/etc/passwd',
  '/..%2f..%2fetc%2fpasswd',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/static/..%5c..%5cpackage.json',
  '/fonts/..%2f..%2fpackage.json',
  '/fonts/',
  '/fonts',
  '/public/favicon.ico',
  '/index.html',
  '/index.php',
  '/backup.sql',
  '/dump.sql',
  '/config.json',
  '/graphql',
  '/trace.axd',
  '/elmah.axd',
  '/console',
  '/citations/bib/__proto__',
  '/citations/constructor/2510.13312',
  '/citations/__proto__/2510.13312',
]

describe('a site on its database', () => {
  let site: Site
  let drop = async () => {}

  beforeAll(async () => {
    const database = await makeDatabase()
    drop = database.drop
    site = await serveSite({ DATABASE_URL: database.url })
  })
  afterAll(async () => {
    await site.stop()
    await drop()
  })

  it('is live, ready and well, and says so as JSON that nobody keeps', async () => {
    for (const path of ['/api/health/live', '/api/health/ready', '/api/health']) {
      const answer = await fetch(`${site.url}${path}`)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toContain('application/json')
      expect(answer.headers.get('cache-control')).toContain('no-store')
      expect(await answer.json()).toMatchObject({ status: 'ok' })
    }
  })

  it('without a paper has a front page, a status page and lists that say so', async () => {
    for (const path of ['/', '/status', '/about', '/papers/trending']) {
      expect((await fetch(`${site.url}${path}`)).status).toBe(200)
    }
    expect(await (await fetch(`${site.url}/`)).text()).toMatch(
      /no paper has been listed|no edition/i,
    )
  })

  it('has nothing at the addresses that probes try', async () => {
    const found: unknown[] = []
    for (const path of PROBES) {
      const { status, body, text } = await ask(site.url, path)
      // Next first takes away a slash at the end.
      if (status === 308 && text.includes(`"location":"${path.slice(0, -1)}"`)) continue
      if (![400, 404, 405].includes(status)) found.push([path, status, body.slice(0, 100)])
    }
    expect(found).toEqual([])
  })

  it('has no source maps', async () => {
    const page = await (await fetch(`${site.url}/sign-in`)).text()
    const scripts = [...page.matchAll(/"(\/_next\/static\/[^"]+\.(?:js|css))"/g)].map(
      ([, path]) => path,
    )
    expect(scripts.length).toBeGreaterThan(2)
    for (const path of new Set(scripts)) {
      expect((await fetch(`${site.url}${path}.map`)).status).toBe(404)
      expect(await (await fetch(`${site.url}${path}`)).text()).not.toContain(
        'sourceMappingURL=data',
      )
    }
  })

  it('answers other methods on its pages with anything but a fault', async () => {
    const wrong: unknown[] = []
    for (const path of [
      '/',
      '/papers/2510.13312',
      '/papers/date/2024-03-05',
      '/about',
      '/api/health',
      '/nothing',
    ]) {
      for (const method of [
        'POST',
        'PUT',
        'DELETE',
        'PATCH',
        'OPTIONS',
        'HEAD',
        'TRACE',
        'PROPFIND',
      ]) {
        const { status } = await ask(site.url, path, { method })
        if (status >= 500 && status !== 501) wrong.push([method, path, status])
        if (method === 'TRACE' && status === 200) wrong.push([method, path, status])
      }
    }
    expect(wrong).toEqual([])
  })

  it('answers forged actions and router requests with anything but a fault', async () => {
    const wrong: unknown[] = []
    for (const headers of [
      { 'next-action': '0'.repeat(42) },
      { 'next-action': 'x', 'content-type': 'multipart/form-data; boundary=x' },
      { 'next-action': 'x', 'content-type': 'text/plain;charset=UTF-8' },
      { 'content-type': 'multipart/form-data' },
      { 'content-type': 'application/x-www-form-urlencoded' },
    ] as Record<string, string>[]) {
      const { status } = await ask(site.url, '/about', { method: 'POST', headers, body: '["$K1"]' })
      if (status >= 500) wrong.push([headers, status])
    }
    for (const headers of [
      { rsc: '1' },
      { rsc: '1', 'next-router-state-tree': '%00' },
      { rsc: '1', 'next-router-state-tree': '%5B%22' },
      { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/../x' },
      { 'x-middleware-subrequest': 'middleware:middleware' },
      { 'x-invoke-path': '/admin', 'x-matched-path': '/admin' },
    ] as Record<string, string>[]) {
      const { status } = await ask(site.url, '/about', { headers })
      if (status >= 500) wrong.push([headers, status])
    }
    expect(wrong).toEqual([])
  })

  it('never says a name that a request brought', async () => {
    const evil = 'evil.example'
    for (const path of ['/', '/about', '/papers', '/nothing', '/papers/2403.00001v2', '/orgs/X']) {
      const { text } = await ask(site.url, path, {
        headers: {
          host: evil,
          'x-forwarded-host': evil,
          'x-forwarded-proto': 'https',
          'x-forwarded-port': '4444',
          'x-original-url': `https://${evil}/`,
          'x-rewrite-url': `https://${evil}/`,
          forwarded: `host=${evil};proto=https`,
          origin: `https://${evil}`,
          referer: `https://${evil}/`,
        },
      })
      expect(text, path).not.toContain(evil)
      const clean = await ask(site.url, path)
      expect(clean.text, path).not.toContain(evil)
    }
  })
})

it('without its database a site is live but not ready, and its pages tell nothing of the inside', async () => {
  const database = await makeDatabase()
  const site = await serveSite({ DATABASE_URL: database.url })
  expect((await fetch(`${site.url}/`)).status).toBe(200)
  await database.drop()
  expect((await fetch(`${site.url}/api/health/live`)).status).toBe(200)
  for (const path of ['/api/health/ready', '/api/health']) {
    const answer = await fetch(`${site.url}${path}`)
    expect(answer.status).toBe(503)
    expect(await answer.text()).not.toMatch(/prisma|postgres|test_|\/work|at /i)
  }
  const inside =
    /prisma|postgres(?:ql)?:|\bat [\w.]+ \(|node_modules|\/src\/|select .* from|test_\d+|does not exist/i
  for (const path of [
    '/papers/month/2024-04',
    '/papers/date/2024-03-07',
    '/papers/week/2024-W10',
    '/papers/2403.99999',
    '/orgs/x',
    '/authors/x',
    '/categories/cs.CL',
    '/status',
    '/papers/2403.00001.bib',
  ]) {
    const answer = await fetch(`${site.url}${path}`)
    expect({ path, isFault: answer.status >= 500 }).toEqual({ path, isFault: true })
    const body = await answer.text()
    expect(inside.exec(body)?.[0] ?? null, path).toBeNull()
    if (!path.endsWith('.bib')) expect(body.length, path).toBeGreaterThan(20)
  }
  expect(await site.stop()).toBe(0)
}, 120_000)

type Sent = { method?: string; headers?: Record<string, string>; body?: string }

/** Sends a path as it is, which fetch would tidy; `text` is the head and the body of the answer. */
function ask(url: string, path: string, { method = 'GET', headers = {}, body }: Sent = {}) {
  const { hostname, port } = new URL(url)
  return new Promise<{ status: number; body: string; text: string }>((done, fail) => {
    const sent = request({ hostname, port, path, method, headers }, (answer) => {
      let received = ''
      answer.on('data', (chunk) => {
        received += chunk
      })
      answer.on('end', () => {
        const text = `${JSON.stringify(answer.headers)}\n${received}`
        done({ status: answer.statusCode ?? 0, body: received, text })
      })
    })
    sent.on('error', fail)
    sent.end(body)
  })
}
