/** The request that is being answered, as far as pages and forms may know it. */
import { headers } from 'next/headers'
import { networkOf } from '../domain/network.ts'
import { env } from '../env.ts'
import { CLIENT_ADDRESS, UNTRUSTED_PROXY } from '../wire/headers.ts'
import { isFromOwnPage } from '../wire/own-origin.ts'
import { RENDER_ID } from '../wire/render-note.ts'

const UNKNOWN = 'unknown'

export type Asked = {
  /** The client's address, as the front worked it out; empty without the front. */
  address: string
  /** What it is counted by (domain/network.ts); null for the machine of a local site itself. */
  network: string | null
  /** A proxy that has to be named in TRUSTED_PROXIES before it is believed. */
  untrustedProxy: string | null
  isFromOwnPage: boolean
  wantsJson: boolean
  /** A form sent by the page's script, which waits for the answer in place. */
  isScripted: boolean
  referer: string | null
  /** A browser fetches the page ahead; nobody may ever look at it. */
  isPrefetch: boolean
  /** Names this render to the thread around it (wire/render-note.ts). */
  renderId: string | null
}

export async function readRequest(): Promise<Asked> {
  const asked = await headers()
  const told = {
    origin: asked.get('origin') ?? undefined,
    fetchSite: asked.get('sec-fetch-site') ?? undefined,
  }
  const address = asked.get(CLIENT_ADDRESS) ?? ''
  return {
    address,
    // On a public site nobody comes from nowhere: what is not known is counted together.
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
