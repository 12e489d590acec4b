/** Asks Next for a page, apart from the request that wants it: what is not passed on cannot be kept. */
import type { IncomingMessage, RequestListener } from 'node:http'
import inject from 'light-my-request'
import type { Rendered } from './answer.ts'
import { commonHeaders, type FlatHeaders, pageHeaders } from './security-headers.ts'

export type Render = (address: string, options?: RenderOptions) => Promise<Rendered>
export type RenderOptions = {
  /** As the browser's router asks for a page. */
  isRsc?: boolean
  /** The request that is rendered for one person; its answer must never be kept. */
  personal?: IncomingMessage
}

/** What a personal request may tell Next. Everything else, forwarding headers above all, it may not. */
const PERSONAL_HEADERS = [
  'accept',
  'accept-language',
  'content-length',
  'content-type',
  'cookie',
  'next-action',
  'next-router-prefetch',
  'next-router-segment-prefetch',
  'next-router-state-tree',
  'next-url',
  'origin',
  'referer',
  'sec-fetch-site',
  'user-agent',
]
const PASSED_BACK = [
  'content-disposition',
  'content-type',
  'location',
  'x-action-redirect',
  'x-robots-tag',
]
const TEXT =
  /^(?:text\/|application\/(?:json|xml|manifest\+json|javascript|atom\+xml|x-bibtex|x-research|vnd\.citationstyles|feed\+json)|image\/svg)/

/** Renders through Next's own request handler, in this process. */
export function renderWith(
  next: RequestListener,
  { siteUrl, isSecure }: { siteUrl: string; isSecure: boolean },
): Render {
  const { host } = new URL(siteUrl)
  const common = commonHeaders(isSecure)
  return async (address, { isRsc = false, personal } = {}) => {
    const answer = await inject(next, {
      method: (personal?.method === 'HEAD' ? 'GET' : (personal?.method ?? 'GET')) as 'GET',
      url: address,
      authority: host,
      headers: { ...(personal ? pick(personal) : {}), host, ...(isRsc ? { rsc: '1' } : {}) },
      remoteAddress: personal?.socket.remoteAddress,
      payload: personal && hasBody(personal) ? personal : undefined,
    })
    const body = answer.rawPayload
    const type = String(answer.headers['content-type'] ?? '')
    const headers: FlatHeaders = [...common]
    for (const name of PASSED_BACK) {
      const value = answer.headers[name]
      if (value !== undefined) headers.push(name, String(value))
    }
    if (type.startsWith('text/html')) headers.push(...pageHeaders(body.toString('utf8'), isSecure))
    headers.push(
      'Cache-Control',
      personal ? 'private, no-store' : cacheControl(answer.headers['cache-control']),
    )
    if (personal)
      for (const cookie of [answer.headers['set-cookie'] ?? []].flat())
        headers.push('Set-Cookie', cookie)
    return { status: answer.statusCode, headers, body, isText: TEXT.test(type) }
  }
}

/** Browsers and shared caches ask each time; the ETag makes that cheap. */
function cacheControl(fromNext: unknown): string {
  return fromNext === 'no-store' ? 'no-store' : 'public, max-age=0, must-revalidate'
}

function pick({ headers }: IncomingMessage): Record<string, string> {
  const given = PERSONAL_HEADERS.map((name) => [name, headers[name]])
  return Object.fromEntries(given.filter(([, value]) => typeof value === 'string'))
}

function hasBody({ method }: IncomingMessage): boolean {
  return method !== 'GET' && method !== 'HEAD'
}
