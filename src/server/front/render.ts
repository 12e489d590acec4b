/** Asks Next for a page, apart from the request that wants it: what is not passed on cannot be kept. */
import type { IncomingMessage } from 'node:http'
import { CLIENT_ADDRESS, clientAddress, UNTRUSTED_PROXY } from '../../domain/network.ts'
import { WHOLE_PAGE } from '../../domain/whole-page.ts'
import type { Rendered } from './answer.ts'
import type { NextAnswer, NextThread } from './next-thread.ts'
import { readScripts } from './page-scripts.ts'
import { release } from './release.ts'
import {
  commonHeaders,
  type FlatHeaders,
  type Locked,
  MAIL_HEADERS,
  pageHeaders,
} from './security-headers.ts'
import { staleFormPage } from './stale-form.ts'
import { findUntrustedProxy } from './untrusted-proxy.ts'

/** `proxies`: addresses and ranges whose X-Forwarded-For is believed. */
export type Site = Locked & { siteUrl: string; proxies: string[]; isLocal: boolean }
export type Render = (address: string, options?: RenderOptions) => Promise<Rendered>
export type RenderOptions = {
  /** As the browser's router asks for a page. */
  isRsc?: boolean
  /** The request that is rendered for one person; its answer must never be kept. */
  personal?: IncomingMessage
  /** A mail to be looked at, which is no page of ours. */
  isMail?: boolean
  /** The paper that the page is about. */
  paperId?: string
}

/** What a personal request may tell Next. Everything else, forwarding headers above all, it may not. */
const PERSONAL_HEADERS = [
  'accept',
  'accept-language',
  'authorization',
  'content-length',
  'content-type',
  'cookie',
  'next-action',
  'next-router-prefetch',
  'next-router-segment-prefetch',
  'next-router-state-tree',
  'next-url',
  'referer',
  'sec-fetch-site',
  'user-agent',
  'x-broadsheet-signature',
]
const PASSED_BACK = [
  'content-disposition',
  'content-type',
  // React asks for the fonts in it.
  'link',
  'location',
  'x-action-redirect',
  'x-action-revalidated',
  'x-robots-tag',
]
/** How a page that found nothing ends for the browser's router, after Next has said 200. */
const NOT_FOUND = 'E{"digest":"NEXT_HTTP_ERROR_FALLBACK;404"}'
const TEXT =
  /^(?:text\/|image\/svg|application\/(?:(?:[\w.+-]+\+)?(?:json|xml)|javascript|x-bibtex|x-research))/

/** Renders through Next's thread. */
export function renderWith(next: NextThread, site: Site): Render {
  const { siteUrl, isSecure, formTargets } = site
  const { host } = new URL(siteUrl)
  return async (address, { isRsc = false, personal, isMail = false } = {}) => {
    const sent = personal && hasBody(personal) ? await bodyOf(personal) : undefined
    const said = await next.ask({
      method: personal?.method === 'HEAD' ? 'GET' : (personal?.method ?? 'GET'),
      address,
      headers: {
        // Next waits with the head only for somebody who has a name (next.config.ts).
        'user-agent': 'An unknown program',
        ...(personal ? { ...pick(personal), ...originOf(personal, site) } : {}),
        host,
        ...(isRsc ? { rsc: '1' } : {}),
        ...(isRsc || (personal && hasBody(personal)) ? {} : { [WHOLE_PAGE]: '1' }),
      },
      remoteAddress: personal?.socket.remoteAddress,
      body: sent,
    })
    const isScripted = personal?.headers['next-action'] !== undefined
    if (said.status === 409 && sent && !isScripted)
      return staleFormPage(sent, personal?.headers['content-type'] ?? '', isSecure)
    const type = String(said.headers['content-type'] ?? '')
    const headers = commonHeaders(isSecure)
    for (const name of PASSED_BACK) {
      const value = said.headers[name]
      if (value !== undefined) headers.push(name, String(value))
    }
    const isHtml = type.startsWith('text/html')
    const { body, inline } =
      isHtml && !isMail ? readScripts(said.body) : { body: said.body, inline: [] }
    if (body !== said.body) release(said.body)
    if (isHtml)
      headers.push(...(isMail ? MAIL_HEADERS : pageHeaders(inline, { isSecure, formTargets })))
    headers.push(...(personal ? personalHeaders(said) : ['Cache-Control', cacheControl(said)]))
    const status = isRsc && body.includes(NOT_FOUND) ? 404 : said.status
    return { status, headers, body, isText: TEXT.test(type) }
  }
}

/** Browsers and shared caches ask each time; the ETag makes that cheap. */
function cacheControl({ headers }: NextAnswer): string {
  return headers['cache-control'] === 'no-store' ? 'no-store' : 'public, max-age=0, must-revalidate'
}

function personalHeaders({ headers }: NextAnswer): FlatHeaders {
  const cookies = [headers['set-cookie'] ?? []].flat()
  return [
    'Cache-Control',
    'private, no-store',
    ...cookies.flatMap((cookie) => ['Set-Cookie', cookie]),
  ]
}

/** Where it comes from: its client's address, and for a write that the front let in, this site. */
function originOf(request: IncomingMessage, { siteUrl, proxies, isLocal }: Site) {
  const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',')
  const peer = request.socket.remoteAddress
  const address = clientAddress(peer, forwarded || undefined, proxies)
  const untrusted = forwarded && !isLocal ? findUntrustedProxy(peer, proxies) : null
  return {
    ...(address ? { [CLIENT_ADDRESS]: address } : {}),
    ...(untrusted ? { [UNTRUSTED_PROXY]: untrusted } : {}),
    ...(hasBody(request) ? { origin: siteUrl } : {}),
  }
}

function pick({ headers }: IncomingMessage): Record<string, string> {
  const given = PERSONAL_HEADERS.map((name) => [name, headers[name]])
  return Object.fromEntries(given.filter(([, value]) => typeof value === 'string'))
}

function hasBody({ method }: IncomingMessage): boolean {
  return method !== 'GET' && method !== 'HEAD'
}

/** The front has refused bodies that are too large or do not tell their length. */
async function bodyOf(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}
