/** Reads the bodies of requests, measuring them as they arrive, whatever their headers say. */
import type { IncomingMessage, ServerResponse } from 'node:http'

/** For all networks, and for one: a body may take as long as the server's own limit allows. */
const MOST_AT_ONCE = 100
const MOST_OF_ONE = 20
/** How much of a body is still read after being refused, and how long its sender has to read the answer. */
const LEFTOVER_BYTES = 256 * 1024
const LEFTOVER_MS = 2_000

/** `busy`: too many are being read. `cut`: the sender has gone. */
export type Body = Buffer | 'too large' | 'busy' | 'cut'

const reading = new Map<string, number>()
let total = 0

/** Reads a body of at most `most` bytes. `network`: null if there is none to count by. */
export async function readBody(
  request: IncomingMessage,
  response: ServerResponse,
  { most, network }: { most: number; network: string | null },
): Promise<Body> {
  const name = network ?? ''
  const ofOne = reading.get(name) ?? 0
  if (total >= MOST_AT_ONCE || (network && ofOne >= MOST_OF_ONE)) return 'busy'
  if (Number(request.headers['content-length'] ?? 0) > most) return 'too large'
  total++
  reading.set(name, ofOne + 1)
  try {
    if (request.headers.expect) response.writeContinue()
    return await collect(request, most)
  } finally {
    total--
    const left = (reading.get(name) ?? 1) - 1
    if (left > 0) reading.set(name, left)
    else reading.delete(name)
  }
}

/**
 * Reads a little of the rest of a refused request's body before breaking off: cutting the connection
 * at once could lose the answer before its sender has read it.
 */
export function turnAway(request: IncomingMessage): void {
  if (request.complete) return
  let size = 0
  const late = setTimeout(() => request.socket.destroy(), LEFTOVER_MS).unref()
  request.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > LEFTOVER_BYTES) request.pause()
  })
  request.on('close', () => clearTimeout(late))
  request.on('error', () => {})
}

function collect(request: IncomingMessage, most: number): Promise<Body> {
  return new Promise((done) => {
    const chunks: Buffer[] = []
    let size = 0
    const add = (chunk: Buffer) => {
      size += chunk.length
      if (size <= most) return void chunks.push(chunk)
      request.off('data', add)
      request.pause()
      done('too large')
    }
    request.on('data', add)
    request.on('end', () => done(Buffer.concat(chunks)))
    request.on('close', () => done('cut'))
    request.on('error', () => done('cut'))
  })
}
