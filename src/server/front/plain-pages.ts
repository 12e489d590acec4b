/** Short answers without a page of Next's: refusals, and what a reader sees when a page cannot be made. */
import { createHash } from 'node:crypto'
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Rendered } from './answer.ts'
import { commonHeaders, type FlatHeaders, type Secured } from './security-headers.ts'

const STYLE =
  ':root{color-scheme:light dark}body{font:17px/1.6 Georgia,serif;max-width:34em;margin:12vh auto;padding:0 24px;background:light-dark(#fbfaf7,#151412);color:light-dark(#1c1a17,#ece7de)}h1{font-size:32px;line-height:1.1}a{color:inherit}pre{white-space:pre-wrap}'
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')
const RETRY_AFTER = ['Retry-After', '5']

const WORDS: Record<number, [title: string, text: string]> = {
  400: ['This could not be read', 'Load the page anew and try again.'],
  403: ['This did not come from a page here', 'Load the page anew and try again.'],
  404: ['Nothing is here', 'There is no page at this address.'],
  405: ['This cannot be done here', 'The address is right, but it takes no such request.'],
  408: ['That took too long', 'The request did not arrive in time. Please try again.'],
  413: ['That is too large', 'At most one megabyte can be sent at once.'],
  414: ['The address is too long', 'No page here has an address of such length.'],
  417: ['This cannot be done here', 'The server cannot do what the request expects of it.'],
  431: ['Too much in the head', 'The request has too many headers, or too large ones.'],
  500: [
    'This page failed',
    'The fault is ours, and nothing of yours is lost. Trying again in a moment may help.',
  ],
  503: [
    'Back in a moment',
    'Broadsheet is too busy just now, or cannot reach its database. Please try again shortly.',
  ],
}

/** Answers with a status, plain words and the headers of every answer; in JSON to who asks for it. */
export function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  site: Secured,
  headers: FlatHeaders = [],
): void {
  if (response.headersSent) return
  const { flat, body } = plainAnswer(status, site, headers, request.headers.accept)
  response.writeHead(status, flat).end(request.method === 'HEAD' ? undefined : body)
}

/** The same for a connection whose request could not be read, as it goes over the wire. */
export function rawRefusal(status: number, site: Secured): string {
  const { flat, body } = plainAnswer(status, site, ['Connection', 'close'])
  const lines = Array.from(
    { length: flat.length / 2 },
    (_, n) => `${flat[2 * n]}: ${flat[2 * n + 1]}\r\n`,
  )
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`
}

/** A page of a heading and a text, both HTML. */
export function plainPage(status: number, site: Secured, title: string, text: string): Rendered {
  return {
    status,
    headers: [...plainHeaders(site, false), ...['Content-Type', 'text/html; charset=utf-8']],
    body: Buffer.from(pageOf(title, text)),
    isText: true,
  }
}

function plainHeaders(site: Secured, isBare: boolean): FlatHeaders {
  return [
    ...commonHeaders(site),
    ...['Content-Security-Policy', policyOf(isBare)],
    ...['X-Frame-Options', 'DENY'],
    ...['Cache-Control', 'no-store'],
  ]
}

function plainAnswer(status: number, site: Secured, headers: FlatHeaders, accept = '') {
  const [title, text] = WORDS[status] ?? [STATUS_CODES[status] ?? '', '']
  const isJson = /\bapplication\/json\b/.test(accept)
  const isBare = status === 308 || status === 204
  const body = isBare
    ? ''
    : isJson
      ? `${JSON.stringify({ error: `${title}. ${text}` })}\n`
      : pageOf(title, text)
  const flat = [
    ...plainHeaders(site, isJson || isBare),
    ...(isBare ? [] : ['Content-Type', isJson ? 'application/json' : 'text/html; charset=utf-8']),
    ...(status === 204 ? [] : ['Content-Length', String(Buffer.byteLength(body))]),
    ...(status === 503 ? RETRY_AFTER : []),
    ...headers,
  ]
  return { flat, body }
}

function policyOf(isBare: boolean): string {
  const style = isBare ? '' : ` style-src 'sha256-${STYLE_HASH}';`
  return `default-src 'none';${style} frame-ancestors 'none'; base-uri 'none'; form-action 'none'`
}

function pageOf(title: string, text: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} · Broadsheet</title><style>${STYLE}</style></head><body><main><h1>${title}</h1><p>${text}</p><p><a href="">Try again</a> or go <a href="/">to the newest edition</a>.</p></main></body></html>`
}
