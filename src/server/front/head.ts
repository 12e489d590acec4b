/**
 * The head of an answer that is sent often, put together once. Node checks and joins each header
 * of each answer anew, which with our dozen costs as much as all the rest of it.
 */
import {
  type ServerResponse,
  STATUS_CODES,
  validateHeaderName,
  validateHeaderValue,
} from 'node:http'
import type { FlatHeaders } from './security-headers.ts'

/** How long a connection may rest between two requests; the server is set to it. */
export const KEEP_ALIVE_MS = 5_000
const KEPT_OPEN = `Connection: keep-alive\r\nKeep-Alive: timeout=${KEEP_ALIVE_MS / 1000}\r\n\r\n`

export type Head = { status: number; headers: FlatHeaders; text: string }
/** Node's name for the text of a head, once there is one. */
type WithHead = { _header?: string | null }

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

/** Begins an answer; by Node's own way where the connection will close, which the text denies. */
export function sendHead(response: ServerResponse & WithHead, head: Head): void {
  const canSetText = response._header === null && response.req.httpVersion === '1.1'
  if (canSetText && response.shouldKeepAlive) response._header = head.text + endOfHead()
  else response.writeHead(head.status, head.headers)
}

let second = 0
let end = ''

/** What differs from second to second. */
function endOfHead(): string {
  const now = Math.floor(Date.now() / 1000)
  if (now !== second) {
    second = now
    end = `Date: ${new Date(now * 1000).toUTCString()}\r\n${KEPT_OPEN}`
  }
  return end
}
