/**
 * The head of an answer, put together once. Node checks and joins every header of every answer again,
 * which for our fifteen is a quarter of what a kept page costs. This is the front's only use of Node
 * beyond its documentation; a Node without `_header` sends the same head its own way.
 */
import {
  type ServerResponse,
  STATUS_CODES,
  validateHeaderName,
  validateHeaderValue,
} from 'node:http'
import { env } from '../../env.ts'
import type { FlatHeaders } from './security-headers.ts'

export type Head = { status: number; headers: FlatHeaders; text: string }
/** Node's names for the text of a head, once there is one, and for whether it has gone out. */
type WithHead = { _header?: string | null; _headerSent?: boolean }

/** Throws where a name or a value may not stand in a header. */
export function makeHead(status: number, headers: FlatHeaders): Head {
  let text = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n`
  for (let at = 0; at < headers.length; at += 2) {
    const [name = '', value = ''] = headers.slice(at, at + 2)
    validateHeaderName(name)
    validateHeaderValue(name, value)
    text += `${name}: ${value}\r\n`
  }
  return { status, headers, text }
}

/** Sends a head and its body: by Node's own way where the connection will close, which the text denies. */
export function sendWith(response: ServerResponse & WithHead, head: Head, body?: Buffer): void {
  const { req, shouldKeepAlive } = response
  const isOurs = response._header === null && response._headerSent === false
  if (isOurs && req.httpVersion === '1.1' && shouldKeepAlive)
    response._header = head.text + ending()
  else response.writeHead(head.status, head.headers)
  response.end(body)
}

let second = 0
let text = ''

/** What differs from second to second. */
function ending(): string {
  const now = Math.floor(Date.now() / 1000)
  if (now !== second) {
    second = now
    const date = new Date(now * 1000).toUTCString()
    text = `Date: ${date}\r\nConnection: keep-alive\r\nKeep-Alive: timeout=${env().KEEP_ALIVE_SECONDS}\r\n\r\n`
  }
  return text
}
