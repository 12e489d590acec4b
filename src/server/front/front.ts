/**
 * Every request passes through here. Anonymous pages are sent from memory; a member's are rendered for
 * them and never kept.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { clientAddress, networkOf } from '../../domain/network.ts'
import { isFromOwnPage } from '../../wire/own-origin.ts'
import { isPageScript } from '../../wire/page-script.ts'
import { answerHealth } from '../health.ts'
import { type Answer, send, sendOnce } from './answer.ts'
import { type Asked, readAsked } from './asked.ts'
import { readBody, turnAway } from './body.ts'
import { LARGEST_REPORT, receiveCspReport } from './csp-reports.ts'
import type { PageSource } from './kept-page.ts'
import { isFromHere, sendMailboxFile } from './mailbox-files.ts'
import type { NextThread } from './next-thread.ts'
import type { OwnFiles } from './own-files.ts'
import { createPageStore, type PageStore } from './page-store.ts'
import { refuse } from './plain-pages.ts'
import { isHydrated, type Policy } from './policy.ts'
import type { Site } from './render.ts'
import { createRenders, statusOf } from './renders.ts'
import { createRoutes, MISSING, type Route } from './routes.ts'
import { openStaticFiles } from './static-files.ts'

const STORE_BYTES = 64 * 1024 * 1024
const LONGEST_URL = 2_000
const LARGEST_BODY = 1024 * 1024
/** The server lets one more through, so that the front can tell when there are too many. */
export const MOST_HEADERS = 100
export type Front = {
  listen: RequestListener
  store: PageStore
  /** Renders the front page, which loads most of Next, so that the first reader need not wait for that. */
  warm: () => Promise<unknown>
}
export type FrontSite = Site & {
  hasMailbox: boolean
  secrets: (string | undefined)[]
  findOwn: OwnFiles
  /** How much memory stored pages may take. */
  storeBytes?: number
}

export function createFront(next: NextThread, site: FrontSite): Front {
  const store = createPageStore({ maxBytes: site.storeBytes ?? STORE_BYTES })
  const renders = createRenders(next, site)
  const findFile = openStaticFiles(site)
  const { routeTo, missing } = createRoutes(renders)

  /** The mailbox exists only for this machine. */
  function route(url: string, request: IncomingMessage): Route {
    const found = routeTo(url)
    const { policy } = found
    const isLocal = policy.kind === 'mailbox' || ('isLocal' in policy && policy.isLocal)
    return isLocal && !(site.hasMailbox && isFromHere(request)) ? missing : found
  }

  function listen(request: IncomingMessage, response: ServerResponse): void {
    const { method = 'GET', url = '/' } = request
    if (request.rawHeaders.length > 2 * MOST_HEADERS) turnDown(request, response, 431)
    else if (url.length > LONGEST_URL) turnDown(request, response, 414)
    else if (method === 'GET' || method === 'HEAD') read(url, request, response)
    else if (method === 'POST')
      write(url, request, response).catch((error) => fail(error, request, response))
    else turnDown(request, response, 405, ['Allow', 'GET, HEAD, POST'])
  }

  function read(url: string, request: IncomingMessage, response: ServerResponse) {
    const asked = readAsked(request, site)
    if (!asked.isWhole) return turnDown(request, response, 400)
    if (asked.hasBody) turnAway(request)
    if (answerHealth(url, response, site)) return
    const { policy, source } = route(url, request)
    if (policy.kind === 'moved')
      return refuse(request, response, 308, site, ['Location', policy.address])
    if (policy.kind === 'mailbox') {
      sendMailboxFile(policy.file, response, site).catch((error) => fail(error, request, response))
      return
    }
    if (policy.kind === 'missing') {
      const path = url.split('?')[0] ?? url
      const file = site.findOwn(path) ?? findFile(path)
      if (file) return sendSoon(file, asked, request, response)
      if (url.startsWith('/_next/') || isPageScript(url))
        return refuse(request, response, 404, site)
    }
    if (!source || asked.hasSession) {
      const page = policy.kind === 'missing' ? MISSING : policy
      return sendPersonal(page, asked, request, response)
    }
    const ready = store.peek(source)
    if (ready) return send(ready, asked, response)
    const answer = find(policy, source, networkOf(clientOf(request)))
    sendSoon(answer, asked, request, response)
  }

  /** Renders what is not kept, unless it names something that does not exist. */
  async function find(policy: Policy, source: PageSource, network: string | null): Promise<Answer> {
    const named = policy.kind === 'kept' && !store.has(source) ? policy.named : undefined
    const isThere = !named || (await renders.isKnown({ network }, named))
    return store.get(isThere ? source : (missing.source ?? source), network)
  }

  async function write(url: string, request: IncomingMessage, response: ServerResponse) {
    const asked = readAsked(request, site)
    if (!asked.isWhole) return turnDown(request, response, 400)
    const network = networkOf(clientOf(request))
    const isReport = url === '/csp-report'
    const { policy } = route(url, request)
    if (!isReport) {
      if (policy.kind !== 'kept' && policy.kind !== 'passed')
        return turnDown(request, response, 404)
      if (!policy.takesForeignPosts && !isFromOwnPage(toldOrigin(request), site.siteUrl))
        return turnDown(request, response, 403)
    }
    const most = isReport ? LARGEST_REPORT : LARGEST_BODY
    const body = await readBody(request, response, { most, network })
    if (body === 'cut') return
    if (body === 'busy') return turnDown(request, response, 503)
    if (body === 'too large') return turnDown(request, response, 413)
    if (isReport) refuse(request, response, receiveCspReport(body), site)
    else if (policy.kind === 'kept' || policy.kind === 'passed')
      sendPersonal(policy, asked, request, response, body)
  }

  function sendPersonal(
    page: Extract<Policy, { kind: 'kept' | 'passed' }>,
    asked: Asked,
    request: IncomingMessage,
    response: ServerResponse,
    body?: Buffer,
  ) {
    const client = clientOf(request)
    const { hasSession } = asked
    const personal = { request, body, hasSession, client }
    const asker = { network: networkOf(client), isWanted: () => !request.socket.destroyed }
    renders
      .render(asker, page, {
        isHydrated: isHydrated(page, hasSession),
        personal,
        isMail: page.isMail,
      })
      .then((rendered) => sendOnce(rendered, asked, response))
      .catch((error) => fail(error, request, response))
  }

  function sendSoon(
    answer: Promise<Answer>,
    asked: Asked,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    answer.then(
      (ready) => send(ready, asked, response),
      (error) => fail(error, request, response),
    )
  }

  /** Refuses a request without using its body. */
  function turnDown(
    request: IncomingMessage,
    response: ServerResponse,
    status: number,
    headers: string[] = [],
  ) {
    refuse(request, response, status, site, headers)
    turnAway(request)
  }

  function fail(error: unknown, request: IncomingMessage, response: ServerResponse) {
    refuse(request, response, statusOf(error), site)
  }

  function clientOf({ socket, headers }: IncomingMessage): string | undefined {
    const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',')
    return clientAddress(socket.remoteAddress, forwarded || undefined, site.proxies)
  }

  const warm = async () => {
    const { source } = routeTo('/')
    if (source) await store.get(source).catch(() => {})
  }

  return { listen, store, warm }
}

function toldOrigin({ headers }: IncomingMessage) {
  const [fetchSite] = [headers['sec-fetch-site'] ?? []].flat()
  return { origin: headers.origin, fetchSite }
}
