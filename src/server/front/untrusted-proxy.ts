/** Tells when requests are forwarded by somebody whom TRUSTED_PROXIES does not name. */
import { isTrusted } from '../../domain/network.ts'

let isTold = false

/** The address that forwards without being trusted, or null; the first one stands in the log. */
export function findUntrustedProxy(peer: string | undefined, proxies: string[]): string | null {
  if (!peer || isTrusted(peer, proxies)) return null
  const address = peer.replace(/^::ffff:/, '')
  if (!isTold) {
    isTold = true
    console.warn(
      `Requests come with X-Forwarded-For from ${address}, which TRUSTED_PROXIES does not name: for ` +
        'limits and votes all readers behind it are one. If it is your proxy, set ' +
        `TRUSTED_PROXIES=${address}`,
    )
  }
  return address
}
