/** The only hosts that an SNS message may send us to, and how we load from them. */
import { type Agent, get } from 'node:https'
import { LRUCache } from 'lru-cache'

/** The text at an SNS address; null when it cannot be loaded. */
export type LoadFromSns = (address: URL) => Promise<string | null>

const HOST = /^sns\.[a-z0-9-]{2,30}\.amazonaws\.com(?:\.cn)?$/
const LARGEST = 64 * 1024
const PATIENCE_MS = 5_000

/** The address, if it is plain https on an SNS host; otherwise null. */
export function snsAddress(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null
  const isPlain = url && !url.username && !url.password && !url.port
  return isPlain && url.protocol === 'https:' && HOST.test(url.hostname) ? url : null
}

/** Loads over TLS, without redirects and up to 64 KB; what is loaded once is kept. */
export function makeSnsLoader(agent?: Agent): LoadFromSns {
  const kept = new LRUCache<string, string>({ max: 20 })
  return async (address) => {
    const known = kept.get(address.href)
    if (known !== undefined) return known
    const text = await load(address, agent)
    if (text !== null) kept.set(address.href, text)
    return text
  }
}

function load(address: URL, agent?: Agent): Promise<string | null> {
  return new Promise((done) => {
    const asked = get(address, { agent, signal: AbortSignal.timeout(PATIENCE_MS) }, (reply) => {
      let text = ''
      reply.setEncoding('utf8')
      reply.on('data', (chunk: string) => {
        text += chunk
        if (text.length > LARGEST) reply.destroy(new Error('too large'))
      })
      reply.on('end', () => done(reply.statusCode === 200 ? text : null))
      reply.on('error', () => done(null))
    })
    asked.on('error', () => done(null))
  })
}
