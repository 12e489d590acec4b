/**
 * What only development has: Next's own server behind the front, reloading, and a page script rebuilt
 * for each request. Everything else is the same front.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { pageScriptAddress, tellPages } from '../../wire/page-script.ts'
import type { Answer } from '../front/answer.ts'
import { makeOwnFile, type OwnFiles, openOwnFiles } from '../front/own-files.ts'
import type { Secured } from '../front/security-headers.ts'
import { bundlePageScript } from '../page-script.ts'
import { startDevNext } from './dev-next.ts'
import { openReloads } from './reloads.ts'

const SCRIPT = pageScriptAddress('development')
/** What the front does differently in development. */
const FRONT_SETTINGS = {
  // For Next's evaluated modules and inline scripts, and the styles of its overlay.
  devPolicy: { script: " 'unsafe-eval' 'unsafe-inline'", style: " 'unsafe-inline'" },
  // No page is kept, since the sources may have changed by the next request.
  storeBytes: 1,
  patienceMs: 60_000,
}
/** Next's files, and what its overlay requests. */
const OF_NEXT = /^\/(?:_next\/|__nextjs)/

export type Dev = {
  /** Whether a request is development's own, which it then answers. */
  takes: (request: IncomingMessage, response: ServerResponse) => boolean
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  frontSettings: typeof FRONT_SETTINGS
}

export async function openDev(site: Secured) {
  tellPages(SCRIPT)
  const next = await startDevNext()
  const reloads = openReloads()
  const dev: Dev = {
    takes: (request, response) => {
      const { url = '/' } = request
      if (reloads.isAt(url)) reloads.listen(response)
      else if (OF_NEXT.test(url)) next.pass(request, response)
      else return false
      return true
    },
    upgrade: next.upgrade,
    frontSettings: FRONT_SETTINGS,
  }
  const findRest = openOwnFiles(site)
  const stop = async () => {
    reloads.stop()
    await next.stop()
  }
  const findOwn: OwnFiles = (path) => (path === SCRIPT ? makeScript(site) : findRest(path))
  return { next: { ask: next.ask, stop }, findOwn, dev }
}

async function makeScript(site: Secured): Promise<Answer> {
  const { text } = await bundlePageScript('src/browser/page-in-development.ts')
  return makeOwnFile(site, 'text/javascript; charset=utf-8', 'no-store', text)
}
