import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { KEEP_ALIVE_MS, makeHead, sendHead } from '../../../src/server/front/head.ts'

const BODY = Buffer.from('Grüße')
const HEADERS = ['X-One', '1', 'Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'Content-Length', '7']

/** What a server says to raw requests on one connection, with the time taken out. */
async function said(begin: (response: ServerResponse) => void, requests: string): Promise<string> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    begin(response)
    response.end(request.method === 'HEAD' ? undefined : BODY)
  }).listen(0)
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

describe('a head put together beforehand', () => {
  const head = makeHead(404, HEADERS)

  it.each([
    ['a GET', ask('GET', '1.1')],
    ['a HEAD', ask('HEAD', '1.1')],
    ['two requests at once', ask('GET', '1.1') + ask('GET', '1.1')],
    ['a connection that will close', ask('GET', '1.1', 'Connection: close\r\n')],
    ['HTTP/1.0', ask('GET', '1.0')],
    ['HTTP/1.0 that stays', ask('GET', '1.0', 'Connection: keep-alive\r\n')],
  ])('says for %s what Node would say', async (_name, requests) => {
    const ours = await said((response) => sendHead(response, head), requests)
    const its = await said((response) => response.writeHead(404, HEADERS), requests)
    expect(ours).toContain('HTTP/1.1 404 Not Found\r\nX-One: 1\r\n')
    expect(ours).toBe(its)
  })

  it('tells the time of its second', async () => {
    let date = ''
    const begin = (response: ServerResponse) => {
      sendHead(response, head)
      date = /Date: ([^\r]+)/.exec(String((response as { _header?: string })._header))?.[1] ?? ''
    }
    await said(begin, ask('GET', '1.1'))
    expect(Math.abs(Date.parse(date) - Date.now())).toBeLessThan(3_000)
  })

  it.each([
    ['X-One', 'a\r\nX-Two: b'],
    ['X\r\nOne', 'a'],
    ['', 'a'],
  ])('takes no header %j: %j', (name, value) => {
    expect(() => makeHead(200, [name, value])).toThrow()
  })
})
