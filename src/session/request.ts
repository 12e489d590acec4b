/** What pages and forms may know about the request. */
import { headers } from 'next/headers'
import { networkOf } from '../domain/network.ts'
import { env } from '../env.ts'
import { CLIENT_ADDRESS, UNTRUSTED_PROXY } from '../wire/headers.ts'
import { isFromOwnPage } from '../wire/own-origin.ts'
import { RENDER_ID } from '../wire/render-note.ts'

const UNKNOWN = 'unknown'

export type RequestFacts = {
  /** The client's address, as the front worked it out; empty without the front. */
  address: string
  /** What limits count by (domain/network.ts); null for a local site's own machine. */
  network: string | null
  /** The address of a proxy that is not believed, since TRUSTED_PROXIES does not name it. */
  untrustedProxy: string | null
  isFromOwnPage: boolean
  wantsJson: boolean
  /** A form sent by the page's script, which shows the answer in place. */
  isScripted: boolean
  referer: string | null
  /** A browser is fetching the page ahead; it may never be looked at. */
  isPrefetch: boolean
  /** Names this render to the thread around it (wire/render-note.ts). */
  renderId: string | null
}

export async function readRequest(): Promise<RequestFacts> {
  const asked = await headers()
  const told = {
    origin: asked.get('origin') ?? undefined,
    fetchSite: asked.get('sec-fetch-site') ?? undefined,
  }
  const address = asked.get(CLIENT_ADDRESS) ?? ''
  return {
    address,
    // On a public site, all requests of unknown origin are counted together.
    network: networkOf(address) ?? (env().isLocal ? null : UNKNOWN),
    untrustedProxy: asked.get(UNTRUSTED_PROXY),
    isFromOwnPage: isFromOwnPage(told, env().SITE_URL),
    wantsJson: /\bapplication\/json\b/.test(asked.get('accept') ?? ''),
    isScripted: asked.has('next-action'),
    referer: asked.get('referer'),
    isPrefetch: /\bprefetch\b/.test(asked.get('sec-purpose') ?? ''),
    renderId: asked.get(RENDER_ID),
  }
}
