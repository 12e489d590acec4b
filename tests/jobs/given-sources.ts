/** arXiv and Hugging Face as tests make them up, behind one replay server. */
import { afterAll, beforeAll } from 'vitest'
import { type Gate, REQUEST_MS } from '../../src/domain/gate.ts'
import { env } from '../../src/env.ts'
import {
  type ReplayServer,
  type Respond,
  sends,
  startReplayServer,
} from '../support/replay-server.ts'

/** A Monday morning in New York. */
export const MONDAY = new Date('2026-02-09T13:00:00Z')
/** Lets everything through at once. */
export const openGate: Gate = async (request) => (await request(REQUEST_MS)).result
/** The same, but for no longer than half a second. */
export const hastyGate: Gate = async (request) => (await request(500)).result

/** Starts the server for a test file and makes it the place of both services. */
export function useReplayServer(): () => ReplayServer {
  let server: ReplayServer
  beforeAll(async () => {
    server = await startReplayServer()
    env().ARXIV_URL = server.url
    env().HUGGING_FACE_URL = server.url
  })
  afterAll(() => server.close())
  return () => server
}

/** Hugging Face's lists by date; other dates are empty. */
export function dailyLists(lists: Record<string, unknown[]>): Respond {
  return (request, response) => {
    const list = lists[request.query.get('date') ?? ''] ?? []
    const page = Number(request.query.get('p') ?? 0)
    const limit = Number(request.query.get('limit') ?? 50)
    sends(JSON.stringify(list.slice(page * limit, (page + 1) * limit)))(request, response)
  }
}

/** A record of arXivRaw. */
export function rawRecord(
  id: string,
  { title = `Paper ${id}`, version = 1, comment = '' } = {},
): string {
  const versions = Array.from(
    { length: version },
    (_, n) =>
      `<version version="v${n + 1}"><date>Fri, ${n + 2} Jan 2026 22:55:07 GMT</date></version>`,
  )
  return `<record><header><identifier>oai:arXiv.org:${id}</identifier><datestamp>2026-02-0${version}</datestamp></header>
    <metadata><arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>${id}</id>${versions.join('')}
    <title>${title}</title><authors>Ada Example, Bo Sample</authors><categories>cs.CL cs.LG</categories>
    <comments>${comment}</comments><abstract>About ${id}.</abstract></arXivRaw></metadata></record>`
}

/** A page of a harvest; no token means that it is the last. */
export function oaiPage(
  records: string[],
  token?: string,
  madeAt = '2026-02-09T03:00:00Z',
): string {
  const next = token
    ? `<resumptionToken completeListSize="9">${token}</resumptionToken>`
    : '<resumptionToken/>'
  return oaiAnswer(`<ListRecords>${records.join('')}${next}</ListRecords>`, madeAt)
}

/** What an OAI-PMH server says when it cannot. */
export function oaiError(code: string): string {
  return oaiAnswer(`<error code="${code}">It is so.</error>`, '2026-02-09T03:00:00Z')
}

function oaiAnswer(content: string, madeAt: string): string {
  return `<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">
    <responseDate>${madeAt}</responseDate><request/>${content}</OAI-PMH>`
}

export type Announced = { id: string; type?: string; categories?: string[]; title?: string }

/** The announcements of Monday, 9 February 2026, or of another day. */
export function rss(announced: Announced[], day = 'Mon, 09 Feb 2026'): string {
  const items = announced.map(
    ({ id, type = 'new', categories = ['cs.CL'], title = `Paper ${id}` }) => `<item>
      <title>${title}</title><link>https://arxiv.org/abs/${id}</link>
      <description>arXiv:${id}v1 Announce Type: ${type}\nAbstract: About ${id}.</description>
      ${categories.map((category) => `<category>${category}</category>`).join('')}
      <pubDate>${day} 00:00:00 -0500</pubDate><arxiv:announce_type>${type}</arxiv:announce_type>
      <dc:creator>Ada Example, Bo Sample</dc:creator></item>`,
  )
  return `<?xml version='1.0' encoding='UTF-8'?>
    <rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0">
    <channel><title>updates</title><link>http://rss.arxiv.org/rss/cs.CL</link>
    <pubDate>${day} 00:00:00 -0500</pubDate>${items.join('')}</channel></rss>`
}
