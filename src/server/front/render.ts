/** Asks Next for a page on behalf of a request: what is not passed on cannot get into a kept page. */
import type { IncomingMessage } from 'node:http'
import { CLIENT_ADDRESS, UNTRUSTED_PROXY } from '../../wire/headers.ts'
import type { Failure } from '../../wire/render-note.ts'
import type { Rendered } from './answer.ts'
import type { NextAnswer, NextThread } from './next-thread.ts'
import { readScripts } from './page-scripts.ts'
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
export type Site = Locked & {
  siteUrl: string
  proxies: string[]
  isLocal: boolean
  /** How long a reader waits for a render; in development it may have to be compiled first. */
  patienceMs?: number
}
export type Render = (address: string, options?: RenderOptions) => Promise<Rendered>
/** A request that is rendered for one person; its answer must never be kept. */
export type Personal = {
  request: IncomingMessage
  /** The body of a POST. */
  body?: Buffer
  hasSession: boolean
  /** The client's address. */
  client?: string
}
export type RenderOptions = {
  /** The page keeps Next's scripts (policy-rows.ts). */
  isHydrated?: boolean
  personal?: Personal
  /** A mail to look at, with styles of its own. */
  isMail?: boolean
}

/** A failed render; `status` is 400, 404, 500 or 503. */
export class RenderFailed extends Error {
  readonly status: number
  constructor(status: number) {
    super(`A render failed with ${status}.`)
    this.status = status
  }
}
const STATUS_OF: Record<Failure, number> = { malformed: 400, fault: 500, unavailable: 503 }

/** What Next gets to know of a personal request; above all, no forwarding headers. */
const PERSONAL_HEADERS = [
  'accept',
  'accept-language',
  'authorization',
  'content-type',
  'cookie',
  'next-action',
  'referer',
  'sec-fetch-site',
  'sec-purpose',
  'svix-id',
  'svix-signature',
  'svix-timestamp',
  'user-agent',
  'x-broadsheet-signature',
  'x-twilio-email-event-webhook-signature',
  'x-twilio-email-event-webhook-timestamp',
]
const PASSED_BACK = [
  'content-disposition',
  'content-type',
  // React preloads the fonts with it.
  'link',
  'location',
  'retry-after',
  'x-action-redirect',
  'x-action-revalidated',
  'x-nextjs-action-not-found',
  'x-robots-tag',
]
const TEXT =
  /^(?:text\/|image\/svg|application\/(?:(?:[\w.+-]+\+)?(?:json|xml)|javascript|x-bibtex|x-research))/

export function renderWith(next: NextThread, site: Site): Render {
  const { host } = new URL(site.siteUrl)
  return async (address, { isHydrated = false, personal, isMail = false } = {}) => {
    const isPost = personal?.body !== undefined
    const said = await next.ask({
      method: isPost ? 'POST' : 'GET',
      address,
      headers: {
        // Next waits for the whole head only if the client has a name (next.config.ts).
        'user-agent': 'An unknown program',
        ...(personal ? headersOf(personal, site) : {}),
        host,
      },
      remoteAddress: personal?.request.socket.remoteAddress,
      body: personal?.body,
    })
    if (said.failure) throw new RenderFailed(STATUS_OF[said.failure])
    const isScripted = personal?.request.headers['next-action'] !== undefined
    if (said.status === 409 && personal?.body && !isScripted)
      return staleFormPage(personal.body, personal.request.headers['content-type'] ?? '', site)
    const type = String(said.headers['content-type'] ?? '')
    // One of Next's own addresses, at which a page gives its data: not what was asked for.
    if (type.startsWith('text/x-component') && !isPost) throw new RenderFailed(404)
    const isHtml = type.startsWith('text/html')
    // In development Next's own scripts show what failed.
    const isAlive = isHydrated || (site.devPolicy !== undefined && said.status >= 500)
    const devPolicy = isAlive ? site.devPolicy : undefined
    const { body, inline } =
      isHtml && !isMail ? readScripts(said.body, isAlive) : { body: said.body, inline: [] }
    const own = isHtml ? undefined : said.headers['cache-control']?.toString()
    const headers = [
      ...commonHeaders(site),
      ...passedBack(said),
      ...(isHtml ? (isMail ? MAIL_HEADERS : pageHeaders(inline, { ...site, devPolicy })) : []),
      ...['Cache-Control', cacheControl(own, personal)],
      ...cookiesOf(said, personal),
    ]
    return { status: said.status, headers, body, isText: TEXT.test(type) }
  }
}

/**
 * What the route itself says, if it does. Otherwise browsers and shared caches ask each time, which
 * the ETag makes cheap, and keep nothing that is for one person.
 */
function cacheControl(own: string | undefined, personal: Personal | undefined): string {
  const mayBeShared = !personal?.hasSession && !personal?.body
  if (own && (mayBeShared || /\bno-store\b/.test(own))) return own
  return personal ? 'private, no-store' : 'public, max-age=0, must-revalidate'
}

function passedBack({ headers }: NextAnswer): FlatHeaders {
  return PASSED_BACK.flatMap((name) => {
    const value = headers[name]
    return value === undefined ? [] : [name, String(value)]
  })
}

function cookiesOf({ headers }: NextAnswer, personal: Personal | undefined): FlatHeaders {
  const cookies = personal ? [headers['set-cookie'] ?? []].flat() : []
  return cookies.flatMap((cookie) => ['Set-Cookie', cookie])
}

/** Its own headers, where it comes from and, for a write that the front has let in, this site's origin. */
function headersOf({ request, client, body }: Personal, { siteUrl, proxies, isLocal }: Site) {
  const isForwarded = request.headers['x-forwarded-for'] !== undefined
  const peer = request.socket.remoteAddress
  const untrusted = isForwarded && !isLocal ? findUntrustedProxy(peer, proxies) : null
  return {
    ...pick(request),
    ...(client ? { [CLIENT_ADDRESS]: client } : {}),
    ...(untrusted ? { [UNTRUSTED_PROXY]: untrusted } : {}),
    ...(body ? { origin: siteUrl, 'content-length': String(body.length) } : {}),
  }
}

function pick({ headers }: IncomingMessage): Record<string, string> {
  const given = PERSONAL_HEADERS.map((name) => [name, headers[name]])
  return Object.fromEntries(given.filter(([, value]) => typeof value === 'string'))
}
