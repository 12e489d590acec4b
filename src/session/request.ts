/** The request that is being answered, as far as pages and forms may know it. */
import { headers } from 'next/headers'
import { CLIENT_ADDRESS, networkOf, UNTRUSTED_PROXY } from '../domain/network.ts'
import { WHOLE_PAGE } from '../domain/whole-page.ts'
import { env } from '../env.ts'
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
  /** The answer is HTML, which the browser has not asked for by script. */
  isWholePage: boolean
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
    isWholePage: asked.has(WHOLE_PAGE),
    renderId: asked.get(RENDER_ID),
  }
}
