import type { IncomingMessage } from 'node:http'
import { shouldServeStreamingMetadata } from 'next/dist/server/lib/streaming-metadata.js'
import { describe, expect, it } from 'vitest'
import config from '../../../next.config.ts'
import type { NextRequest } from '../../../src/server/front/next-thread.ts'
import { type RenderOptions, renderWith } from '../../../src/server/front/render.ts'

/** What the front asks of Next for a page. */
async function askedFor(options?: RenderOptions): Promise<NextRequest> {
  let asked: NextRequest | undefined
  const next = {
    ask: async (request: NextRequest) => {
      asked = request
      return { status: 200, headers: { 'content-type': 'text/html' }, body: Buffer.from('<p>') }
    },
    stop: async () => {},
  }
  const site = {
    siteUrl: 'http://localhost:3000',
    isSecure: false,
    hsts: '',
    formTargets: [],
    proxies: [],
    isLocal: true,
  }
  await renderWith(next, site)('/', options)
  if (!asked) throw new Error('Nothing was asked.')
  return asked
}

const fromReader = (headers: Record<string, string>): RenderOptions => ({
  personal: { request: { headers, socket: {} } as unknown as IncomingMessage, hasSession: false },
})

describe('the head of a page', () => {
  it.each([
    ['that is kept', undefined],
    ['of a browser', fromReader({ 'user-agent': 'Mozilla/5.0 (X11) Chrome/150' })],
    ['of a reader that does not say what it is', fromReader({})],
  ])('is waited for, on a page %s', async (_name, options) => {
    const { headers } = await askedFor(options)
    const pattern = config.htmlLimitedBots?.source
    // Else a title that comes late stands in the body, and a script of Next's that no policy allows moves icons.
    expect(shouldServeStreamingMetadata(headers['user-agent'] ?? '', pattern)).toBe(false)
  })
})
