/** Where a request comes from, as coarsely as an abuser can hardly change it. */
import ipaddr from 'ipaddr.js'

/** Set by the front, which drops what a visitor sends under this name. */
export const CLIENT_ADDRESS = 'x-client-address'

const V4_BITS = 24
const V6_BITS = 64
/** Ranges that say nothing about who is asking: the machine itself, or a proxy in front of it. */
const SILENT = new Set(['loopback', 'private', 'uniqueLocal', 'linkLocal', 'unspecified'])

/**
 * The /24 of an IPv4 address or the /64 of an IPv6 one, each in one spelling; null for loopback and
 * private ranges and for what is no address.
 */
export function networkOf(address: string | undefined): string | null {
  const parsed = parse(address)
  if (!parsed || SILENT.has(parsed.range())) return null
  const bits = parsed.kind() === 'ipv4' ? V4_BITS : V6_BITS
  const kept = parsed.toByteArray().map((byte, index) => (index < bits / 8 ? byte : 0))
  return `${ipaddr.fromByteArray(kept).toString()}/${bits}`
}

/**
 * The address that a request came from: the socket's, or, where that is a trusted proxy's, the
 * right-most of X-Forwarded-For that is none. `trusted` holds addresses and CIDR ranges.
 */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  trusted: string[],
): string | undefined {
  let address = socketAddress
  const hops = forwardedFor?.split(',').map((hop) => hop.trim()) ?? []
  while (hops.length > 0 && isTrusted(address, trusted)) {
    const hop = hops.pop()
    if (!parse(hop)) break
    address = hop
  }
  return address
}

function isTrusted(address: string | undefined, trusted: string[]): boolean {
  const parsed = parse(address)
  return parsed !== null && trusted.some((range) => isWithin(parsed, range))
}

function isWithin(address: ipaddr.IPv4 | ipaddr.IPv6, range: string): boolean {
  const network = parse(range.split('/')[0])
  if (!network || network.kind() !== address.kind()) return false
  const most = network.kind() === 'ipv4' ? 32 : 128
  const bits = range.includes('/') ? Number(range.split('/')[1]) : most
  if (!Number.isInteger(bits) || bits < 0 || bits > most) return false
  // The two overloads of match() cannot be told apart by their common type.
  return (address as ipaddr.IPv6).match(network as ipaddr.IPv6, bits)
}

/** `::ffff:1.2.3.4` is the IPv4 address that it holds. */
function parse(address: string | undefined): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const text = address?.split('%')[0] ?? ''
  return ipaddr.isValid(text) ? ipaddr.process(text) : null
}
