/** The few things about a request that decide which bytes answer it. */
import type { IncomingMessage } from 'node:http'
import { type CookieSigning, hasSignedSession } from '../../wire/session-cookie.ts'

export type Asked = {
  isHead: boolean
  /** It has a session cookie signed by this site; only a render can tell whether that session is live. */
  hasSession: boolean
  /** A body follows, or may follow. */
  hasBody: boolean
  /** It names a host, as HTTP/1.1 requires. */
  isWhole: boolean
  encodings: string | undefined
  etag: string | undefined
}

/** Reads them from the raw list: the object that Node makes of the headers costs more than the rest of an answer. */
export function readAsked(request: IncomingMessage, signing: CookieSigning): Asked {
  const { method, rawHeaders } = request
  const asked: Asked = {
    isHead: method === 'HEAD',
    hasSession: false,
    hasBody: false,
    isWhole: request.httpVersionMinor === 0,
    encodings: undefined,
    etag: undefined,
  }
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? ''
    const value = rawHeaders[at + 1]
    if (name.length === 4) asked.isWhole ||= name.toLowerCase() === 'host'
    else if (name.length === 6)
      asked.hasSession ||= name.toLowerCase() === 'cookie' && hasSignedSession(value ?? '', signing)
    else if (name.length === 13 && name.toLowerCase() === 'if-none-match') asked.etag = value
    else if (name.length === 14 || name.length === 17)
      asked.hasBody ||= /^(?:content-length|transfer-encoding)$/i.test(name)
    else if (name.length === 15 && name.toLowerCase() === 'accept-encoding') asked.encodings = value
  }
  return asked
}
