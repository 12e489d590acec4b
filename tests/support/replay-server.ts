/** A server in the place of arXiv and Hugging Face: answers by path, and misbehaves where told to. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export type Respond = (
  request: IncomingMessage & { query: URLSearchParams },
  response: ServerResponse,
) => void
/** Times in ms of one clock; `endedAt` is null while it is being answered. */
export type Seen = {
  path: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  startedAt: number
  endedAt: number | null
}
export type ReplayServer = {
  url: string
  /** Every request so far, in the order of its arrival. */
  seen: Seen[]
  /** Requests to a path from now on get this; the newest word on a path holds. */
  on: (path: RegExp, respond: Respond) => void
  /** The most requests that were there at the same time. */
  mostAtOnce: () => number
  /** Milliseconds from the end of each request to the start of the next. */
  gaps: () => number[]
  close: () => Promise<void>
}

export async function startReplayServer(): Promise<ReplayServer> {
  const routes: { path: RegExp; respond: Respond }[] = []
  const seen: Seen[] = []
  let atOnce = 0
  let most = 0
  const server = createServer((request, response) => {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://replay')
    const one: Seen = {
      path: pathname,
      query,
      headers: request.headers,
      startedAt: performance.now(),
      endedAt: null,
    }
    seen.push(one)
    atOnce++
    most = Math.max(most, atOnce)
    response.on('finish', () => {
      one.endedAt = performance.now()
    })
    response.on('close', () => {
      one.endedAt ??= performance.now()
      atOnce--
    })
    const route = routes.findLast(({ path }) => path.test(pathname))
    const respond = route?.respond ?? status(404)
    respond(Object.assign(request, { query }), response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    on: (path, respond) => void routes.push({ path, respond }),
    mostAtOnce: () => most,
    gaps: () =>
      seen
        .slice(1)
        .map((one, index) => one.startedAt - (seen[index]?.endedAt ?? Number.POSITIVE_INFINITY)),
    close: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

/** A good answer. */
export function sends(body: string | Buffer, headers: Record<string, string> = {}): Respond {
  return (_request, response) => {
    response.writeHead(200, { 'Content-Type': typeOf(body), ...headers }).end(body)
  }
}

/** The same answer, some time later. */
export function after(ms: number, respond: Respond): Respond {
  return (request, response) => void setTimeout(() => respond(request, response), ms)
}

/** The same with an ETag, and 304 for whoever knows it already. */
export function sendsOnce(body: string | Buffer, etag: string): Respond {
  return (request, response) => {
    if (request.headers['if-none-match'] === etag) response.writeHead(304).end()
    else response.writeHead(200, { 'Content-Type': typeOf(body), ETag: etag }).end(body)
  }
}

/** Nothing but a status, with a page for people. */
export function status(
  code: number,
  headers: Record<string, string> = {},
  page = '<html><body><h1>Not now</h1></body></html>',
): Respond {
  return (_request, response) => {
    response.writeHead(code, { 'Content-Type': 'text/html', ...headers })
    response.end(page)
  }
}

/** Each answer in turn; the last one stays. */
export function inTurn(...responds: Respond[]): Respond {
  let next = 0
  return (request, response) => {
    const respond = responds[Math.min(next, responds.length - 1)]
    next++
    respond?.(request, response)
  }
}

function typeOf(body: string | Buffer): string {
  return /^\s*[[{]/.test(body.toString('utf8', 0, 20))
    ? 'application/json'
    : 'text/xml; charset=utf-8'
}
