/** The web server around Next. */
import { createServer, type RequestListener, type Server } from 'node:http'
import type { Env } from '../env.ts'
import { tellPages } from '../wire/page-script.ts'
import { listenOnAll } from './check-port.ts'
import type { Dev } from './dev/dev.ts'
import { answerBrokenRequests } from './front/broken-requests.ts'
import { followChanges } from './front/following.ts'
import { createFront, MOST_HEADERS } from './front/front.ts'
import { type NextThread, startNext } from './front/next-thread.ts'
import { type OwnFiles, openOwnFiles } from './front/own-files.ts'
import type { Secured } from './front/security-headers.ts'
import { readPageScript } from './page-script.ts'

const LAST_REQUESTS_MS = 5_000
/** Of a request: names and values of its headers with its address; and until it has come. */
const HEAD_BYTES = 16 * 1024
const HEAD_MS = 20_000
const REQUEST_MS = 30_000
const CHECK_MS = 2_000
/** A connection on which nothing moves. */
const STILL_MS = 120_000
const MOST_CONNECTIONS = 10_000

/** Next, prepared behind the front: `open` takes the port, `close` ends it after the requests under way. */
export type Web = { open: () => Promise<void>; close: () => Promise<void> }

/** What the front stands before: the built pages, or in development Next's own server. */
type Behind = { next: NextThread; findOwn: OwnFiles; dev?: Dev }

/** Prepares to serve the pages; needs no table of the database yet. */
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
  const script = readPageScript()
  tellPages(script.address)
  const next = await startNext({
    port: settings.PORT,
    heapMb: settings.RENDER_HEAP_MB,
    onHopeless: endWith,
  })
  return { next, findOwn: openOwnFiles(script, secured) }
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
    // Node would refuse without our headers; the front asks for it.
    requireHostHeader: false,
  }
  const server = createServer(options, listen)
  server.maxHeadersCount = MOST_HEADERS + 1
  server.maxConnections = MOST_CONNECTIONS
  server.setTimeout(STILL_MS)
  // The body's reader says when to go on.
  server.on('checkContinue', listen)
  answerBrokenRequests(server, secured)
  return server
}

/** Without Next the site is a shell: end, so that whoever watches over the process starts it anew. */
function endWith(error: Error) {
  console.error(`${error.message} It has died too often; the site ends.`)
  process.exitCode = 1
  process.kill(process.pid, 'SIGTERM')
}

/** Takes no new request, lets those under way finish, and closes each connection when it rests. */
async function endRequests(server: Server) {
  const closed = new Promise((done) => server.close(done))
  const resting = setInterval(() => server.closeIdleConnections(), 50)
  const late = setTimeout(() => server.closeAllConnections(), LAST_REQUESTS_MS)
  await closed
  clearInterval(resting)
  clearTimeout(late)
}
