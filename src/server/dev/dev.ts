/**
 * What development has and production has not: Next's own server behind the front, reloading, and a
 * page script that is made anew for each request. All else is the same front.
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
/** All that development answers otherwise than production. */
const FRONT_SETTINGS = {
  // Next's evaluated modules and lines of its own, and the styles of its overlay.
  devPolicy: { script: " 'unsafe-eval' 'unsafe-inline'", style: " 'unsafe-inline'" },
  // No page is kept: the next request may find other sources.
  storeBytes: 1,
  patienceMs: 60_000,
}
/** Its files, and what its overlay asks. */
const OF_NEXT = /^\/(?:_next\/|__nextjs)/

export type Dev = {
  /** Whether it has answered a request itself. */
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
  const findRest = openOwnFiles({ address: '', text: Buffer.alloc(0) }, site)
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
