/** The request that is being answered, as far as pages and forms may know it. */
import { headers } from 'next/headers'
import { CLIENT_ADDRESS, networkOf } from '../domain/network.ts'
import { isFromOwnPage } from '../domain/own-origin.ts'
import { RENDER_ID } from '../domain/render-note.ts'
import { WHOLE_PAGE } from '../domain/whole-page.ts'
import { env } from '../env.ts'

export type Asked = {
  /** The client's address, as the front worked it out; empty without the front. */
  address: string
  /** Its /24 or /64; null where that says nothing (domain/network.ts). */
  network: string | null
  isFromOwnPage: boolean
  wantsJson: boolean
  /** A form sent by the page's script, which waits for the answer in place. */
  isScripted: boolean
  referer: string | null
  /** The answer is HTML, which the browser has not asked for by script. */
  isWholePage: boolean
  /** Names this render to the thread around it (domain/render-note.ts). */
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
    network: networkOf(address),
    isFromOwnPage: isFromOwnPage(told, env().SITE_URL),
    wantsJson: /\bapplication\/json\b/.test(asked.get('accept') ?? ''),
    isScripted: asked.has('next-action'),
    referer: asked.get('referer'),
    isWholePage: asked.has(WHOLE_PAGE),
    renderId: asked.get(RENDER_ID),
  }
}
