import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { env } from '../../../src/env.ts'
import { makeHead, sendWith } from '../../../src/server/front/head.ts'

const BODY = Buffer.from('Grüße')
const HEADERS = ['X-One', '1', 'Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'Content-Length', '7']

type Send = (response: ServerResponse, body?: Buffer) => void

/** What a server says to raw requests on one connection, with the time taken out. */
async function said(send: Send, requests: string): Promise<string> {
  const keepAliveTimeout = env().KEEP_ALIVE_SECONDS * 1000
  const server = createServer({ keepAliveTimeout }, (request, response) =>
    send(response, request.method === 'HEAD' ? undefined : BODY),
  ).listen(0)
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port)
  socket.write(requests)
  setTimeout(() => socket.end(), 200)
  const answer = await text(socket)
  server.close()
  return answer.replace(/Date: [^\r]+ GMT/g, 'Date: then')
}

const ask = (method: string, version: string, more = '') =>
  `${method} / HTTP/${version}\r\nHost: localhost\r\n${more}\r\n`

describe('an answer put together beforehand', () => {
  const head = makeHead(404, HEADERS)
  const byNode: Send = (response, body) => response.writeHead(404, HEADERS).end(body)

  it.each([
    ['a GET', ask('GET', '1.1')],
    ['a HEAD', ask('HEAD', '1.1')],
    ['many in one second', ask('GET', '1.1').repeat(5)],
    ['both in turn', (ask('GET', '1.1') + ask('HEAD', '1.1')).repeat(3)],
    ['a connection that will close', ask('GET', '1.1', 'Connection: close\r\n')],
    ['the last of many', ask('GET', '1.1').repeat(3) + ask('GET', '1.1', 'Connection: close\r\n')],
    ['HTTP/1.0', ask('GET', '1.0')],
    ['HTTP/1.0 that stays', ask('GET', '1.0', 'Connection: keep-alive\r\n')],
  ])('says for %s what Node would say', async (_name, requests) => {
    const ours = await said((response, body) => sendWith(response, head, body), requests)
    const its = await said(byNode, requests)
    expect(ours).toContain('HTTP/1.1 404 Not Found\r\nX-One: 1\r\n')
    expect(ours).toBe(its)
  })

  it('goes its own way in this Node; in another it would be slower, and should go', async () => {
    const answer = await said(
      (response, body) => {
        const writeHead = response.writeHead
        response.writeHead = () => writeHead.call(response, 500)
        sendWith(response, head, body)
      },
      ask('GET', '1.1'),
    )
    expect(answer).toContain('HTTP/1.1 404 Not Found')
  })

  it('tells each of many answers apart', async () => {
    const bodies = Array.from({ length: 200 }, (_, n) => Buffer.from(String(1_000 + n)))
    const answers = bodies.map((body) => ({
      head: makeHead(200, ['Content-Length', '4', 'X-Body', String(body)]),
      body,
    }))
    let asked = 0
    const send: Send = (response) => {
      const { head, body } = answers[asked++ % answers.length] ?? { head: makeHead(500, []) }
      sendWith(response, head, body)
    }
    const all = await said(send, ask('GET', '1.1').repeat(600))
    const pairs = [...all.matchAll(/X-Body: (\d+)\r\n.*\r\n.*\r\n.*\r\n\r\n(\d{4})/g)]
    expect(pairs).toHaveLength(600)
    for (const [, named, sent] of pairs) expect(sent).toBe(named)
  })

  it('tells the time of its second, also when it is sent again', async () => {
    for (const wait of [0, 1_100]) {
      await new Promise((done) => setTimeout(done, wait))
      const server = createServer((_request, response) => sendWith(response, head, BODY)).listen(0)
      await once(server, 'listening')
      const { port } = server.address() as AddressInfo
      for (let n = 0; n < 3; n++) {
        const before = Math.floor(Date.now() / 1000) * 1000
        const { headers } = await fetch(`http://localhost:${port}/`)
        const told = Date.parse(headers.get('date') ?? '')
        expect(told).toBeGreaterThanOrEqual(before)
        expect(told).toBeLessThanOrEqual(Date.now())
      }
      server.close()
    }
  })

  it.each([
    ['X-One', 'a\r\nX-Two: b'],
    ['X\r\nOne', 'a'],
    ['', 'a'],
  ])('takes no header %j: %j', (name, value) => {
    expect(() => makeHead(200, [name, value])).toThrow()
  })
})
