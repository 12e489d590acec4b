/** Finds out quickly, and without a request, whether a host can be connected to at all. */
import { connect } from 'node:net'

/** Looks up the name and opens a connection; false if that fails or takes longer than `withinMs`. */
export async function isReachable(address: URL, withinMs: number): Promise<boolean> {
  const port = Number(address.port) || (address.protocol === 'https:' ? 443 : 80)
  const host = address.hostname.replace(/^\[|\]$/g, '')
  const socket = connect({ host, port, signal: AbortSignal.timeout(withinMs) })
  try {
    return await new Promise<boolean>((done) => {
      socket.once('connect', () => done(true))
      socket.once('error', () => done(false))
    })
  } finally {
    socket.destroy()
  }
}
