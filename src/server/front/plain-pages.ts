/** Short answers made without Next: refusals, and what readers see when a page cannot be rendered. */
import { createHash } from 'node:crypto'
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Rendered } from './answer.ts'
import { commonHeaders, type FlatHeaders, type Secured } from './security-headers.ts'

const STYLE =
  ':root{color-scheme:light dark}body{font:17px/1.6 Georgia,serif;max-width:34em;margin:12vh auto;padding:0 24px;background:light-dark(#fbfaf7,#151412);color:light-dark(#1c1a17,#ece7de)}h1{font-size:32px;line-height:1.1}a{color:inherit}pre{white-space:pre-wrap}'
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')
const RETRY_AFTER = ['Retry-After', '5']

const WORDS: Record<number, [title: string, text: string]> = {
  400: ['Bad request', 'Reload the page and try again.'],
  403: ['This form has expired', 'Reload the page and try again.'],
  404: ['Page not found', 'There’s no page at this address.'],
  405: ['That can’t be done here', 'The address exists, but it doesn’t take this kind of request.'],
  408: ['That took too long', 'The request didn’t arrive in time. Please try again.'],
  413: ['That’s too large', 'You can send at most one megabyte at a time.'],
  414: ['The address is too long', 'No page here has an address that long.'],
  417: ['That can’t be done here', 'The server can’t meet the request’s Expect header.'],
  431: ['Too many headers', 'The request has too many headers, or they’re too large.'],
  500: [
    'Something went wrong',
    'It’s our fault, and nothing of yours is lost. Try again in a moment.',
  ],
  503: [
    'Back in a moment',
    'Broadsheet is too busy right now, or can’t reach its database. Please try again shortly.',
  ],
}

/** Answers with a status, plain words and the usual headers; in JSON if the request asks for it. */
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

/** The same as raw bytes, for a connection whose request could not be read. */
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
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} · Broadsheet</title><style>${STYLE}</style></head><body><main><h1>${title}</h1><p>${text}</p><p><a href="">Try again</a> or go to <a href="/">today’s papers</a>.</p></main></body></html>`
}
