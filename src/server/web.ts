/** The web server around Next. */
import { createServer, type Server } from 'node:http'
import { listenForChanges } from '../db/changes.ts'
import type { Env } from '../env.ts'
import { listenOnAll } from './check-port.ts'
import { createFront } from './front/front.ts'
import { KEEP_ALIVE_MS } from './front/head.ts'
import { keepTickShape } from './front/keep-tick-shape.mjs'
import { startNext } from './front/next-thread.ts'

const LAST_REQUESTS_MS = 5_000

/** Next, prepared behind the front: `open` takes the port, `close` ends it after the requests under way. */
export type Web = { open: () => Promise<void>; close: () => Promise<void> }

/** Prepares to serve the built pages; needs no table of the database yet. */
export async function prepareWeb(settings: Env): Promise<Web> {
  const { PORT, SITE_URL, TRUSTED_PROXIES, isLocal, isSecure, hasMailbox } = settings
  keepTickShape()
  const next = await startNext(PORT, dieWith)
  const formTargets = [...new Set(settings.signInProviders.map(({ origin }) => origin))]
  const proxies = TRUSTED_PROXIES
  const site = { siteUrl: SITE_URL, isLocal, isSecure, hasMailbox, formTargets, proxies }
  const front = createFront(next, site)
  const stopListening = listenForChanges(front.store.drop, front.store.clear)
  const make = () => createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, front.listen)
  let servers: Server[] = []
  return {
    open: async () => {
      servers = await listenOnAll(settings.hosts, PORT, make)
    },
    close: async () => {
      await Promise.all(servers.map(endRequests))
      await stopListening()
      await next.stop()
    },
  }
}

/** Without Next the site is a shell: end, so that whoever watches over the process starts it anew. */
function dieWith(error: Error) {
  console.error(error)
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
