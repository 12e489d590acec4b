/** Where a request comes from, so coarsely that an abuser can hardly change it. */
import ipaddr from 'ipaddr.js'

const V4_BITS = 24
const V6_BITS = 64
/** This machine itself. */
const HERE = new Set(['loopback', 'unspecified'])
/** Ranges in which neighbouring addresses have nothing to do with each other. */
const PRIVATE = new Set(['private', 'uniqueLocal', 'linkLocal', 'carrierGradeNat'])

/**
 * The /24 of an IPv4 address or the /64 of an IPv6 one, in canonical spelling; in private networks
 * the address itself. Null for this machine itself and for what isn't an address.
 */
export function networkOf(address: string | undefined): string | null {
  const parsed = parse(address)
  if (!parsed || HERE.has(parsed.range())) return null
  const most = mostBits(parsed)
  const usual = parsed.kind() === 'ipv4' ? V4_BITS : V6_BITS
  const bits = PRIVATE.has(parsed.range()) ? most : usual
  const kept = parsed.toByteArray().map((byte, index) => (index < bits / 8 ? byte : 0))
  return `${ipaddr.fromByteArray(kept).toString()}/${bits}`
}

/** Whether a text is an IP address; IPv4 must have four decimal parts. */
export function isAddress(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text)
}

/** An address or CIDR range as given, or null if it is neither. */
export function addressRange(text: string): string | null {
  const [address = '', bits, ...more] = text.split('/')
  const parsed = isAddress(address) && more.length === 0 ? parse(address) : null
  if (!parsed || bits === undefined) return parsed && text
  return /^\d{1,3}$/.test(bits) && Number(bits) <= mostBits(parsed) ? text : null
}

/** Whether an address is in `trusted`, a list of addresses and CIDR ranges. */
export function isTrusted(address: string | undefined, trusted: string[]): boolean {
  const parsed = parse(address)
  return parsed !== null && trusted.some((range) => isWithin(parsed, range))
}

/**
 * The address a request came from: the socket's or, if that is a trusted proxy's, the right-most
 * one in X-Forwarded-For that isn't. `trusted`: addresses and CIDR ranges. A hop may have a port; at
 * one that isn't an address, the last known address is returned.
 */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  trusted: string[],
): string | undefined {
  let address = socketAddress
  const hops = forwardedFor?.split(',').map((hop) => hop.trim()) ?? []
  while (hops.length > 0 && isTrusted(address, trusted)) {
    const hop = withoutPort(hops.pop() ?? '')
    if (!parse(hop)) break
    address = hop
  }
  return address
}

/** `203.0.113.9:4711` and `[2001:db8::1]:4711`, as some proxies write a hop. */
function withoutPort(hop: string): string {
  const [, v4, v6] = /^(?:([\d.]+)(?::\d{1,5})?|\[([^\]]+)\](?::\d{1,5})?)$/.exec(hop) ?? []
  return v4 ?? v6 ?? hop
}

function isWithin(address: ipaddr.IPv4 | ipaddr.IPv6, range: string): boolean {
  const network = parse(range.split('/')[0])
  if (!network || network.kind() !== address.kind()) return false
  const most = mostBits(network)
  const bits = range.includes('/') ? Number(range.split('/')[1]) : most
  if (!Number.isInteger(bits) || bits < 0 || bits > most) return false
  // TypeScript cannot choose between the overloads of match() for the union type.
  return (address as ipaddr.IPv6).match(network as ipaddr.IPv6, bits)
}

function mostBits(address: ipaddr.IPv4 | ipaddr.IPv6): number {
  return address.kind() === 'ipv4' ? 32 : 128
}

/** `::ffff:1.2.3.4` counts as the IPv4 address inside it. */
function parse(address: string | undefined): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const text = address?.split('%')[0] ?? ''
  return isAddress(text) ? ipaddr.process(text) : null
}
