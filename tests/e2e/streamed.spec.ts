/** A part that React streams into a page later gets to its place under the policy of the front. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { expect, test } from '@playwright/test'
import { createElement as h, lazy, Suspense } from 'react'
import { renderToPipeableStream } from 'react-dom/server'
import { readScripts } from '../../src/server/front/page-scripts.ts'
import { pageHeaders } from '../../src/server/front/security-headers.ts'

const LATE_MS = 200

test('a streamed part moves to its place, and an injected script does not run', async ({
  page,
}) => {
  const body = Buffer.concat([
    await streamedPage(),
    Buffer.from('<script>document.title="bad"</script>'),
  ])
  const headers = ['Content-Type', 'text/html; charset=utf-8']
  const site = createServer((_request, response) => {
    response.writeHead(200, [
      ...headers,
      ...pageHeaders(readScripts(body, true).inline, {
        isSecure: false,
        hsts: '',
        formTargets: [],
      }),
    ])
    response.end(body)
  }).listen(0)
  const refused: string[] = []
  page.on('console', (message) => refused.push(message.text()))
  try {
    expect(body.toString()).toContain('$RC("')
    await page.goto(`http://localhost:${(site.address() as AddressInfo).port}/`)
    await expect(page.locator('main')).toHaveText('Soon.It came late.')
    await expect(page.getByText('Waiting')).toHaveCount(0)
    await expect(page).toHaveTitle('Streamed')
    // The one complaint is about the injected script.
    expect(refused.filter((text) => /Content Security Policy/.test(text))).toHaveLength(1)
  } finally {
    site.close()
  }
})

/** The whole of a page whose last part was not ready when its first was written. */
async function streamedPage(): Promise<Buffer> {
  const Late = lazy(async () => {
    await new Promise((done) => setTimeout(done, LATE_MS))
    return { default: () => h('p', null, 'It came late.') }
  })
  const waiting = h('p', null, 'Waiting')
  const tree = h(
    'html',
    { lang: 'en' },
    h('head', null, h('title', null, 'Streamed')),
    h(
      'body',
      null,
      h('main', null, h('p', null, 'Soon.'), h(Suspense, { fallback: waiting }, h(Late))),
    ),
  )
  const out = new PassThrough()
  const rendering = renderToPipeableStream(tree, { onShellReady: () => rendering.pipe(out) })
  return buffer(out)
}
