/** The few things about a request that decide which bytes answer it. */
import type { IncomingMessage } from 'node:http'
import { hasSessionCookie } from '../../domain/member.ts'

export type Asked = {
  isHead: boolean
  /** The browser's router asks for a page's data. */
  isRsc: boolean
  hasSession: boolean
  encodings: string | undefined
  etag: string | undefined
}

/** Reads them from the raw list: the object that Node makes of all headers costs more than the rest of an answer. */
export function readAsked({ method, rawHeaders }: IncomingMessage): Asked {
  const asked: Asked = {
    isHead: method === 'HEAD',
    isRsc: false,
    hasSession: false,
    encodings: undefined,
    etag: undefined,
  }
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? ''
    const value = rawHeaders[at + 1]
    if (name.length === 3) asked.isRsc ||= name.toLowerCase() === 'rsc' && value === '1'
    else if (name.length === 6)
      asked.hasSession ||= name.toLowerCase() === 'cookie' && hasSessionCookie(value)
    else if (name.length === 13 && name.toLowerCase() === 'if-none-match') asked.etag = value
    else if (name.length === 15 && name.toLowerCase() === 'accept-encoding') asked.encodings = value
  }
  return asked
}
