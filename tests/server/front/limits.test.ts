/** What is too much, too slow or no request at all is refused, by one rule and with the same headers. */
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeDatabase } from '../../support/postgres.ts'
import { ask, sayRaw } from '../../support/raw-http.ts'
import { type Site, serveSite } from '../../support/site.ts'

const MEGABYTE = 2 ** 20
let site: Site
let drop = async () => {}
beforeAll(async () => {
  const database = await makeDatabase()
  drop = database.drop
  site = await serveSite({ DATABASE_URL: database.url })
})
afterAll(async () => {
  await site?.stop()
  await drop()
})

const rss = () =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${site.child.pid}/status`, 'utf8'))?.[1]) / 1024
const host = () => `Host: ${new URL(site.url).host}\r\n`
const fillers = (count: number) =>
  Array.from({ length: count }, (_, n) => `F${n}: ${n}\r\n`).join('')

/** Sends a head, then as much of 300 MB as the other side takes; what it says. */
function pour(head: string): Promise<string> {
  return new Promise((done) => {
    const chunk = Buffer.alloc(MEGABYTE, 'x')
    let left = 300
    let said = ''
    const socket = connect(Number(new URL(site.url).port), '127.0.0.1', () => {
      socket.write(head)
      more()
    })
    const more = () => {
      while (left-- > 0) if (!socket.write(chunk)) return socket.once('drain', more)
      return socket.end()
    }
    socket.on('data', (bytes) => {
      said += bytes
    })
    socket.on('error', () => {})
    socket.on('close', () => done(said))
  })
}

describe('300 MB', () => {
  it.each([
    ['hidden behind 1,100 headers', () => `${fillers(1_100)}Content-Length: ${300 * MEGABYTE}\r\n`],
    ['as its length says', () => `Content-Length: ${300 * MEGABYTE}\r\n`],
    ['without a length', () => 'Transfer-Encoding: chunked\r\n'],
    ['for a report', () => `Content-Length: ${300 * MEGABYTE}\r\n`],
  ])('%s is refused, and takes no memory', async (name, headers) => {
    const path = name === 'for a report' ? '/csp-report' : '/about'
    const origin = `Origin: ${site.url}\r\n`
    // A chunk of so many bytes in hexadecimal.
    const start = name === 'without a length' ? '12C00000\r\n' : ''
    await ask(site.url, '/about')
    const before = rss()
    const said = await pour(`POST ${path} HTTP/1.1\r\n${host()}${origin}${headers()}\r\n${start}`)
    expect(said).toMatch(/^HTTP\/1.1 (?:413|431) /)
    expect(rss() - before).toBeLessThan(30)
    expect((await ask(site.url, '/about')).status).toBe(200)
  })

  it('in a body of a GET neither', async () => {
    const before = rss()
    await pour(`GET /about HTTP/1.1\r\n${host()}Content-Length: ${300 * MEGABYTE}\r\n\r\n`)
    expect(rss() - before).toBeLessThan(30)
  })
})

describe('headers', () => {
  it('are all seen, or the request is refused', async () => {
    for (const [count, status] of [
      [90, 200],
      [150, 431],
      [1_500, 431],
    ] as const) {
      const said = await sayRaw(
        site.url,
        `GET /about HTTP/1.1\r\n${host()}${fillers(count)}Connection: close\r\n\r\n`,
      )
      expect([count, said.slice(0, 12)]).toEqual([count, `HTTP/1.1 ${status}`])
    }
  })

  it('that are filled up do not hide where a request comes from', async () => {
    const ofMany = `${fillers(1_100)}X-Forwarded-For: 203.0.113.9\r\n`
    for (const path of ['/mailbox', '/mailbox.json'])
      expect(
        await sayRaw(
          site.url,
          `GET ${path} HTTP/1.1\r\n${host()}${ofMany}Connection: close\r\n\r\n`,
        ),
      ).toMatch(/^HTTP\/1.1 431 /)
  })
})

describe('a body', () => {
  it('in chunks is read as any other', async () => {
    const headers = {
      origin: site.url,
      'content-type': 'application/x-www-form-urlencoded',
      'transfer-encoding': 'chunked',
    }
    const send = () =>
      ask(site.url, '/subscribe/start', { method: 'POST', headers, body: 'email=nobody' })
    // The first one of a route waits for its code, which a busy machine may not load in time.
    await expect.poll(async () => (await send()).status, { timeout: 40_000 }).toBe(303)
  })

  it('may be announced with Expect', async () => {
    const said = await sayRaw(
      site.url,
      `POST /about HTTP/1.1\r\n${host()}Origin: ${site.url}\r\nExpect: 100-continue\r\nContent-Length: 9000000\r\n\r\n`,
    )
    expect(said).toMatch(/^HTTP\/1.1 413 /)
  })
})

describe.concurrent('what is too slow', () => {
  it.each([
    ['a head', 'GET /about HTTP/1.1\r\nHost: '],
    ['a body', `POST /about HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n`],
  ])('%s is told so and cut off', async (_name, start) => {
    const origin = start.startsWith('POST') ? `Origin: ${site.url}\r\n\r\nx` : ''
    expect(await sayRaw(site.url, start + origin)).toMatch(/^HTTP\/1.1 408 /)
  })
})

describe('a refusal', () => {
  const headersOf = (text: string) =>
    Object.fromEntries(
      text
        .split('\r\n\r\n')[0]
        ?.split('\r\n')
        .slice(1)
        .map((line) => [line.split(': ')[0]?.toLowerCase(), line.split(': ')[1]]) ?? [],
    )

  it.each([
    [404, 'GET /_next/static/none.js HTTP/1.1\r\nHost: x\r\n'],
    [404, 'GET /nothing-here HTTP/1.1\r\nHost: x\r\n'],
    [308, 'GET /about/?a=b HTTP/1.1\r\nHost: x\r\n'],
    [403, 'POST /about HTTP/1.1\r\nHost: x\r\nOrigin: https://evil.example\r\n'],
    [404, 'POST /nothing-here HTTP/1.1\r\nHost: x\r\n'],
    [405, 'PUT /about HTTP/1.1\r\nHost: x\r\n'],
    [414, `GET /${'x'.repeat(3_000)} HTTP/1.1\r\nHost: x\r\n`],
    [431, `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n`],
    [400, 'GET / HTTP/1.1\r\n'],
    [400, 'GET / HTTP/1.1\r\nHost: x\r\nno header at all\r\n'],
    [400, 'POST /csp-report HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n'],
    [417, 'GET / HTTP/1.1\r\nHost: x\r\nExpect: the unexpected\r\n'],
  ])('with %i carries the headers of every answer', async (status, head) => {
    const said = await sayRaw(site.url, `${head}Connection: close\r\n\r\n`)
    expect(said.slice(0, 12)).toBe(`HTTP/1.1 ${status}`)
    expect(headersOf(said)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    })
  })

  it('is JSON for who asks for JSON', async () => {
    const headers = { accept: 'application/json', origin: 'https://evil.example' }
    const { body } = await ask(site.url, '/papers/2403.00001/vote', { method: 'POST', headers })
    expect(JSON.parse(body.toString())).toEqual({
      error: expect.stringContaining('form has expired'),
    })
  })

  it('keeps the query behind a slash that is too much', async () => {
    const { status, headers } = await ask(site.url, '/papers/trending/?order=new&utm=x')
    expect([status, headers.location]).toEqual([308, '/papers/trending?order=new&utm=x'])
  })
})

describe('addresses of 1,900 letters', () => {
  it('by the thousand do not stay in memory', async () => {
    const long = (n: number) => `/about?${n}=${'x'.repeat(1_800)}`
    for (let n = 0; n < 300; n++) await ask(site.url, long(n))
    const before = rss()
    for (let n = 0; n < 100; n++)
      await Promise.all(
        Array.from({ length: 50 }, (_, m) => ask(site.url, long(n * 50 + m + 1_000))),
      )
    expect(rss() - before).toBeLessThan(100)
  })
})

it('a connection rests longer than a balancer keeps it', async () => {
  const { headers } = await ask(site.url, '/about', { headers: { connection: 'keep-alive' } })
  expect(headers['keep-alive']).toBe('timeout=75')
})
