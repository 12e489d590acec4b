/**
 * Everything that is asked of the site passes here. Anonymous pages are sent from memory; a
 * member's are rendered for them and never kept.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { canReachDatabase } from '../../db/health.ts'
import { isRemoved } from '../../db/removals.ts'
import { isFromOwnPage } from '../../domain/own-origin.ts'
import { answerHealth } from '../health.ts'
import { type Answer, type Rendered, send, sendOnce } from './answer.ts'
import { type Asked, readAsked } from './asked.ts'
import { receiveCspReport } from './csp-reports.ts'
import { isFromHere, sendMailboxFile } from './mailbox-files.ts'
import type { NextThread } from './next-thread.ts'
import { createPageStore, type PageSource, type PageStore } from './page-store.ts'
import { failurePage } from './plain-pages.ts'
import { type Kept, type Policy, policyOf } from './policy.ts'
import { type Render, renderWith, type Site } from './render.ts'
import { openStaticFiles } from './static-files.ts'

const STORE_BYTES = 64 * 1024 * 1024
const LONGEST_URL = 2_000
const LARGEST_BODY = 1024 * 1024
const MOST_REMEMBERED = 5_000
/** Any address without a page shows the same one, rendered once. */
const MISSING: Kept = {
  kind: 'kept',
  address: '/no-such-page',
  takesForeignPosts: false,
  lifetime: 60,
  tags: [],
}

/** How an address is answered; without sources it is asked of Next each time. */
type Route = { policy: Policy; html?: PageSource; rsc?: PageSource }

export type Front = { listen: RequestListener; store: PageStore }
export type FrontSite = Site & { hasMailbox: boolean }

/** The front over Next's thread. */
export function createFront(next: NextThread, site: FrontSite): Front {
  const store = createPageStore({ maxBytes: STORE_BYTES })
  const render = failingGently(tellingRemovals(renderWith(next, site)), site.isSecure)
  const findFile = openStaticFiles(site)
  const remembered = new Map<string, Route>()
  const missing = routeOf({ kind: 'missing' })

  /** The mailbox is there for this machine alone. */
  function route(url: string, request: IncomingMessage): Route {
    const isPrivate = url.startsWith('/mailbox') && !(site.hasMailbox && isFromHere(request))
    return isPrivate ? missing : routeTo(url)
  }

  /** What an address leads to; worked out once, since it is asked for with every request. */
  function routeTo(url: string): Route {
    const known = remembered.get(url)
    if (known) return known
    const found = url.length > LONGEST_URL ? missing : routeOf(policyOf(url))
    if (remembered.size >= MOST_REMEMBERED) remembered.clear()
    remembered.set(url, found)
    return found
  }

  function routeOf(policy: Policy): Route {
    const page = policy.kind === 'missing' ? MISSING : policy
    if (page.kind !== 'kept') return { policy }
    const { address, lifetime, tags, paperId } = page
    const as = (isRsc: boolean): PageSource => ({
      key: isRsc ? `rsc ${address}` : address,
      lifetime,
      tags,
      render: () => render(address, { isRsc, paperId }),
    })
    return { policy, html: as(false), rsc: as(true) }
  }

  function listen(request: IncomingMessage, response: ServerResponse): void {
    const { method = 'GET', url = '/' } = request
    if (method === 'GET' || method === 'HEAD') read(url, request, response)
    else if (method === 'POST') write(url, request, response)
    else refuse(response, 405, ['Allow', 'GET, HEAD, POST'])
  }

  function read(url: string, request: IncomingMessage, response: ServerResponse) {
    if (answerHealth(url, response)) return
    const asked = readAsked(request)
    const { policy, html, rsc } = route(url, request)
    if (policy.kind === 'moved') return refuse(response, 308, ['Location', policy.address])
    if (policy.kind === 'mailbox') {
      sendMailboxFile(policy.file, response).catch((error) => fail(error, response))
      return
    }
    if (policy.kind === 'missing') {
      const file = findFile(url.split('?')[0] ?? url)
      if (file) return sendSoon(file, asked, response)
      if (url.startsWith('/_next/')) return refuse(response, 404)
    }
    const source = asked.isRsc ? rsc : html
    if (!source || asked.hasSession) {
      const page = policy.kind === 'missing' ? MISSING : policy
      return sendPersonal(page, asked, request, response)
    }
    const ready = store.peek(source)
    if (ready) send(ready, asked, response)
    else sendSoon(store.get(source), asked, response)
  }

  function write(url: string, request: IncomingMessage, response: ServerResponse) {
    if (url === '/csp-report') return receiveCspReport(request, response)
    const { policy } = route(url, request)
    const length = bodyLength(request)
    if (policy.kind !== 'kept' && policy.kind !== 'passed') return refuse(response, 404)
    if (!policy.takesForeignPosts && !isFromOwnPage(toldOrigin(request), site.siteUrl))
      return refuse(response, 403)
    if (!Number.isInteger(length)) return refuse(response, 411)
    if (length > LARGEST_BODY) return refuse(response, 413)
    sendPersonal(policy, readAsked(request), request, response)
  }

  function sendPersonal(
    { address, paperId, isMail }: { address: string; paperId?: string; isMail?: boolean },
    asked: Asked,
    request: IncomingMessage,
    response: ServerResponse,
  ) {
    render(address, { isRsc: asked.isRsc, personal: request, paperId, isMail })
      .then((rendered) => sendOnce(rendered, asked, response))
      .catch((error) => fail(error, response))
  }

  return { listen, store }
}

/** NaN where it is not told; without any word of a body there is none. */
function bodyLength({ headers }: IncomingMessage): number {
  return headers['transfer-encoding'] ? Number.NaN : Number(headers['content-length'] ?? 0)
}

function toldOrigin({ headers }: IncomingMessage) {
  const [fetchSite] = [headers['sec-fetch-site'] ?? []].flat()
  return { origin: headers.origin, fetchSite }
}

function sendSoon(answer: Promise<Answer>, asked: Asked, response: ServerResponse): void {
  answer.then(
    (ready) => send(ready, asked, response),
    (error) => fail(error, response),
  )
}

function fail(error: unknown, response: ServerResponse): void {
  console.error(error)
  refuse(response, 500)
}

/** A paper that a curator has removed is gone, which a page of Next cannot say. */
function tellingRemovals(render: Render): Render {
  return async (address, options) => {
    const rendered = await render(address, options)
    const { paperId } = options ?? {}
    const isPage = rendered.status === 200 || rendered.status === 404
    const isGone = isPage && paperId !== undefined && (await isRemoved(paperId))
    return isGone ? { ...rendered, status: 410 } : rendered
  }
}

/** A page that failed is told in plain words, and as the database's fault where it is. */
function failingGently(render: Render, isSecure: boolean): Render {
  return async (address, options) => {
    const rendered = await render(address, options).catch((error): Rendered => {
      console.error(error)
      return {
        status: 500,
        headers: ['Content-Type', 'text/html'],
        body: Buffer.alloc(0),
        isText: true,
      }
    })
    const isPage = rendered.headers.some((value) => value.startsWith('text/html'))
    if (rendered.status !== 500 || !isPage || options?.isRsc) return rendered
    return failurePage((await canReachDatabase()) ? 500 : 503, isSecure)
  }
}

/** A short answer without a page. */
function refuse(response: ServerResponse, status: number, headers: string[] = []): void {
  if (response.headersSent) return
  response.writeHead(status, [...headers, 'Content-Length', '0', 'Cache-Control', 'no-store']).end()
}
