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

const MOST_PACKETS = 64

export type Head = {
  status: number
  headers: FlatHeaders
  text: string
  /** The second in which it was last sent. */
  sentIn?: number
}
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
  const isOurs = response._header === null && response._headerSent === false
  if (!isOurs || response.req.httpVersion !== '1.1' || !response.shouldKeepAlive) {
    response.writeHead(head.status, head.headers).end(body)
    return
  }
  beginSecond()
  const packet = body && packetOf(head, body)
  response._header = packet ? head.text : head.text + ending
  response._headerSent = packet !== undefined
  response.end(packet ?? body)
}

let second = 0
/** What differs from second to second. */
let ending = ''
/** Head and body in one piece, for answers sent more than once in this second. */
const packets = new Map<Head, Buffer>()

function beginSecond() {
  const now = Math.floor(Date.now() / 1000)
  if (now === second) return
  second = now
  const date = new Date(now * 1000).toUTCString()
  ending = `Date: ${date}\r\nConnection: keep-alive\r\nKeep-Alive: timeout=${env().KEEP_ALIVE_SECONDS}\r\n\r\n`
  packets.clear()
}

/** One piece is cheaper to send than two, but has to be copied together first. */
function packetOf(head: Head, body: Buffer): Buffer | undefined {
  const known = packets.get(head)
  if (known) return known
  const isFirst = head.sentIn !== second
  head.sentIn = second
  if (isFirst || packets.size >= MOST_PACKETS) return undefined
  const packet = Buffer.concat([Buffer.from(head.text + ending, 'latin1'), body])
  packets.set(head, packet)
  return packet
}
