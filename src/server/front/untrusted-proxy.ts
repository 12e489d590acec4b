/** Notices requests forwarded by a proxy that TRUSTED_PROXIES does not name. */
import { isTrusted } from '../../domain/network.ts'

let isTold = false

/** The address that forwards without being trusted, or null; the first one is logged. */
export function findUntrustedProxy(peer: string | undefined, proxies: string[]): string | null {
  if (!peer || isTrusted(peer, proxies)) return null
  const address = peer.replace(/^::ffff:/, '')
  if (!isTold) {
    isTold = true
    console.warn(
      `Requests with X-Forwarded-For are coming from ${address}, which TRUSTED_PROXIES does not name, ` +
        'so all readers behind it count as one for limits and votes. If it is your proxy, set ' +
        `TRUSTED_PROXIES=${address}`,
    )
  }
  return address
}
