/** Refuses malformed requests, and those that cannot continue, with the headers of every other answer. */
import type { Server } from 'node:http'
import { rawRefusal, refuse } from './plain-pages.ts'
import type { Secured } from './security-headers.ts'

/** How long an answer has to arrive before its connection is cut. */
const LAST_WORDS_MS = 1_000
const STATUS_OF: Record<string, number> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

export function answerBrokenRequests(server: Server, site: Secured): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
    socket.end(rawRefusal(STATUS_OF[error.code ?? ''] ?? 400, site))
    setTimeout(() => socket.destroy(), LAST_WORDS_MS).unref()
  })
  server.on('checkExpectation', (request, response) => refuse(request, response, 417, site))
}
