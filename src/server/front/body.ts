/** Bodies of requests, counted while they are read, whatever their headers say of them. */
import type { IncomingMessage, ServerResponse } from 'node:http'

/** Of all networks, and of one: a body may be slow for as long as the server's own limit lets it. */
const MOST_AT_ONCE = 100
const MOST_OF_ONE = 20
/** How much of a body is still read after it was refused, and how long its sender has to read the answer. */
const LEFTOVER_BYTES = 256 * 1024
const LEFTOVER_MS = 2_000

/** `busy`: as many are being read as may be. `cut`: its sender has gone. */
export type Body = Buffer | 'too large' | 'busy' | 'cut'

const reading = new Map<string, number>()
let total = 0

/** Reads a body of at most `most` bytes. `network`: null where it tells nothing. */
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
 * Reads a little of what is left of a refused request's body, and breaks off when there is more:
 * not at once, which would take the answer away from a sender that has not read it yet.
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
