/** The web server around Next. */
import { createServer, type RequestListener, type Server } from 'node:http'
import type { Env } from '../env.ts'
import { tellPages } from '../wire/page-script.ts'
import { listenOnAll } from './check-port.ts'
import type { Dev } from './dev/dev.ts'
import { answerBrokenRequests } from './front/broken-requests.ts'
import { followChanges } from './front/following.ts'
import { createFront, MOST_HEADERS } from './front/front.ts'
import { keepTickShape } from './front/keep-tick-shape.mjs'
import { type NextThread, startNext } from './front/next-thread.ts'
import { type OwnFiles, openOwnFiles } from './front/own-files.ts'
import type { Secured } from './front/security-headers.ts'
import { readPageScript } from './page-script.ts'

const LAST_REQUESTS_MS = 5_000
/** Limits on a request: the size of its head, and the time until its head and the whole have arrived. */
const HEAD_BYTES = 16 * 1024
const HEAD_MS = 20_000
const REQUEST_MS = 30_000
const CHECK_MS = 2_000
/** How long a connection may be silent. */
const STILL_MS = 120_000
const MOST_CONNECTIONS = 10_000

/** Next, ready behind the front: `open` takes the port, `close` stops it after the requests under way. */
export type Web = { open: () => Promise<void>; close: () => Promise<void> }

/** What is behind the front: the built pages, or in development Next's own server. */
type Behind = { next: NextThread; findOwn: OwnFiles; dev?: Dev }

/** Prepares to serve the pages; needs no tables in the database yet. */
export async function prepareWeb(settings: Env, isDev: boolean): Promise<Web> {
  const { PORT, SITE_URL, TRUSTED_PROXIES, isLocal, isSecure, hasMailbox } = settings
  const formTargets = [...new Set(settings.signInProviders.map(({ origin }) => origin))]
  const secured = { isSecure, hsts: settings.HSTS }
  const { next, findOwn, dev } = await (isDev ? startDev(secured) : startBuilt(settings, secured))
  const front = createFront(next, {
    ...secured,
    siteUrl: SITE_URL,
    isLocal,
    hasMailbox,
    findOwn,
    ...dev?.frontSettings,
    formTargets,
    proxies: TRUSTED_PROXIES,
    secrets: [settings.AUTH_SECRET, settings.AUTH_SECRET_PREVIOUS],
  })
  const stopFollowing = followChanges(front.store)
  const listen: RequestListener = (request, response) => {
    if (!dev?.takes(request, response)) front.listen(request, response)
  }
  const make = () => {
    const server = makeServer(listen, settings.KEEP_ALIVE_SECONDS, secured)
    return dev ? server.on('upgrade', dev.upgrade) : server
  }
  let servers: Server[] = []
  return {
    open: async () => {
      await front.warm()
      servers = await listenOnAll(settings.hosts, PORT, make)
    },
    close: async () => {
      await Promise.all(servers.map(endRequests))
      await stopFollowing()
      await next.stop()
    },
  }
}

async function startBuilt(settings: Env, secured: Secured): Promise<Behind> {
  keepTickShape()
  const script = readPageScript()
  tellPages(script.address)
  const next = await startNext({
    port: settings.PORT,
    heapMb: settings.RENDER_HEAP_MB,
    onHopeless: endWith,
  })
  return { next, findOwn: openOwnFiles(secured, script) }
}

async function startDev(secured: Secured): Promise<Behind> {
  const { openDev } = await import('./dev/dev.ts')
  return openDev(secured)
}

function makeServer(listen: RequestListener, restingSeconds: number, secured: Secured): Server {
  const options = {
    keepAliveTimeout: restingSeconds * 1000,
    maxHeaderSize: HEAD_BYTES,
    headersTimeout: HEAD_MS,
    requestTimeout: REQUEST_MS,
    connectionsCheckingInterval: CHECK_MS,
    // Node's refusal would lack our headers, so the front checks this.
    requireHostHeader: false,
  }
  const server = createServer(options, listen)
  server.maxHeadersCount = MOST_HEADERS + 1
  server.maxConnections = MOST_CONNECTIONS
  server.setTimeout(STILL_MS)
  // The code that reads the body sends the 100 Continue.
  server.on('checkContinue', listen)
  answerBrokenRequests(server, secured)
  return server
}

/** Without Next the site is an empty shell: exit, so that whatever supervises the process restarts it. */
function endWith(error: Error) {
  console.error(`${error.message} That has happened too often; stopping the site.`)
  process.exitCode = 1
  process.kill(process.pid, 'SIGTERM')
}

/** Accepts no new requests, lets those under way finish, and closes each connection once it is idle. */
async function endRequests(server: Server) {
  const closed = new Promise((done) => server.close(done))
  const resting = setInterval(() => server.closeIdleConnections(), 50)
  const late = setTimeout(() => server.closeAllConnections(), LAST_REQUESTS_MS)
  await closed
  clearInterval(resting)
  clearTimeout(late)
}
