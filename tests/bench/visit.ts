/** What a first visit costs in bytes over the wire. */
import { request } from 'node:http'

export type Visit = {
  html: number
  htmlBody: Buffer
  /** As they came, save those that Node adds by itself. */
  htmlHeaders: string[]
  scripts: number
  styles: number
  fonts: number
  total: number
}

/** Loads a page and all that a browser of today loads with it; throws when any of it is uncompressed. */
export async function visitOf(site: string, path: string): Promise<Visit> {
  // Read often enough, a page is compressed as far as it goes.
  for (let n = 0; n < 30; n++) await load(site + path)
  await new Promise((done) => setTimeout(done, 2_000))
  const { body: page, headers } = await load(site + path)
  const html = await (await fetch(site + path)).text()
  const scripts = [...html.matchAll(/<script[^>]* src="([^"]+)"(?![^>]*noModule)/gi)].map(
    ([, src]) => src,
  )
  const styles = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(
    ([, href]) => href,
  )
  const link = (await fetch(site + path)).headers.get('link') ?? ''
  const fonts = [...`${link}${html}`.matchAll(/\/fonts\/[\w.-]+\.woff2/g)].map(([font]) => font)
  const sum = async (paths: (string | undefined)[]) => {
    const bodies = await Promise.all([...new Set(paths)].map((one) => load(site + one)))
    return bodies.reduce((bytes, { body }) => bytes + body.length, 0)
  }
  const parts = { scripts: await sum(scripts), styles: await sum(styles), fonts: await sum(fonts) }
  const total = page.length + parts.scripts + parts.styles + parts.fonts
  return { html: page.length, htmlBody: page, htmlHeaders: headers, ...parts, total }
}

/** Bytes of the first paper of a list for a reader who has read the list: its files are there already. */
export async function pageAfter(site: string, path: string): Promise<number> {
  const html = await (await fetch(site + path)).text()
  const [, paper = ''] = /<h2[^>]*><a href="(\/papers\/[^"]+)"/.exec(html) ?? []
  const filesOf = (text: string) =>
    new Set(
      [...text.matchAll(/<(?:script|link rel="stylesheet")[^>]* (?:src|href)="([^"]+)"/g)].map(
        ([, file]) => file,
      ),
    )
  const known = filesOf(html)
  for (const file of filesOf(await (await fetch(site + paper)).text()))
    if (!known.has(file)) throw new Error(`${paper} needs ${file} as well.`)
  for (let n = 0; n < 30; n++) await load(site + paper)
  await new Promise((done) => setTimeout(done, 2_000))
  return (await load(site + paper)).body.length
}

/** Bytes that fit a packet with room to spare. */
const WORTH_COMPRESSING = 500
const BY_NODE = /^(?:date|connection|keep-alive)$/i

function load(url: string): Promise<{ body: Buffer; headers: string[] }> {
  return new Promise((done, fail) => {
    request(url, { headers: { 'accept-encoding': 'br' } }, (reply) => {
      const chunks: Buffer[] = []
      const isFont = String(reply.headers['content-type']).startsWith('font/')
      const isTiny = Number(reply.headers['content-length']) < WORTH_COMPRESSING
      if (!isFont && !isTiny && reply.headers['content-encoding'] !== 'br')
        fail(new Error(`${url} is not compressed`))
      reply.on('data', (chunk) => chunks.push(chunk))
      const headers = reply.rawHeaders.filter(
        (_, at, all) => !BY_NODE.test(all[at - (at % 2)] ?? ''),
      )
      reply.on('end', () => done({ body: Buffer.concat(chunks), headers }))
    })
      .on('error', fail)
      .end()
  })
}
