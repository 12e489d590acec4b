import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Gate, GateClosed, REQUEST_MS } from '../../src/domain/gate.ts'
import { env } from '../../src/env.ts'
import { fetchArxivPapers } from '../../src/sources/arxiv/fetch-papers.ts'
import * as bad from '../support/misbehaviour.ts'
import {
  type ReplayServer,
  type Respond,
  sends,
  startReplayServer,
  status,
} from '../support/replay-server.ts'
import { aFeed, anEntry } from './given-items.ts'

const ATOM = join(import.meta.dirname, '../../../shared/data/arxiv/atom')
const hasRealFiles = existsSync(ATOM)
if (!hasRealFiles) console.log(`skipped: there are no real answers at ${ATOM}`)

const open: Gate = async (request) => (await request(REQUEST_MS)).result
/** The same, but for no longer than half a second. */
const hasty: Gate = async (request) => (await request(500)).result

let server: ReplayServer
beforeAll(async () => {
  server = await startReplayServer()
  env().ARXIV_URL = server.url
})
afterAll(() => server.close())

const answers = (respond: Respond) => server.on(/^\/api\/query$/, respond)
const entryOf = (id: string) => anEntry((entry) => entry.replace('2605.00001v3', id))

describe('papers of arXiv by id', () => {
  it('come with what is unknown told apart, in one request', async () => {
    answers(sends(aFeed(entryOf('2605.00001v3') + entryOf('2605.00002v1'), 2)))
    const before = server.seen.length
    const found = await fetchArxivPapers(
      ['2605.00001', '2605.00002v7', '2605.99999', 'nonsense'],
      open,
    )
    expect(found).toMatchObject({
      kind: 'answered',
      drafts: [
        { arxivId: '2605.00001', version: 3, source: 'arxiv' },
        { arxivId: '2605.00002', version: 1 },
      ],
      unknown: ['2605.99999', 'nonsense'],
      unreadable: [],
    })
    expect(server.seen.slice(before).map(({ query }) => Object.fromEntries(query))).toEqual([
      { id_list: '2605.00001,2605.00002,2605.99999', start: '0', max_results: '3' },
    ])
  })

  it('come in batches of a hundred', async () => {
    answers(sends(aFeed('', 0)))
    const before = server.seen.length
    const ids = Array.from({ length: 250 }, (_, n) => `2605.${String(n + 1).padStart(5, '0')}`)
    expect(await fetchArxivPapers(ids, open)).toMatchObject({ drafts: [], unknown: ids })
    const asked = server.seen.slice(before).map(({ query }) => query.get('max_results'))
    expect(asked).toEqual(['100', '100', '50'])
  })

  it('are not asked for where no id is one', async () => {
    const before = server.seen.length
    expect(await fetchArxivPapers(['2613.00001', '../../etc'], open)).toMatchObject({
      unknown: ['2613.00001', '../../etc'],
    })
    expect(server.seen).toHaveLength(before)
  })

  it.each([
    'http://127.0.0.1:1/abs/2605.00001',
    'http://[::1]/2605.00001',
    'http://0x7f000001/2605.00001',
    'http://169.254.169.254/latest/meta-data',
    'https://arxiv.org@127.0.0.1/abs/2605.00001',
    'https://arxiv.org.evil.example/abs/2605.00001',
    'file:///etc/passwd',
    '//evil.example/2605.00001',
    '2605.00001&id_list=2605.00002',
    '2605.00001/../../oai',
    '2605.00001\r\nHost: evil.example',
  ])('are not asked for by %j', async (id) => {
    const before = server.seen.length
    expect(await fetchArxivPapers([id], open)).toMatchObject({ drafts: [], unknown: [id] })
    expect(server.seen).toHaveLength(before)
  })

  it('that cannot be used are told with the reason', async () => {
    answers(sends(aFeed(entryOf('2605.00001v1').replace(/<title>[\s\S]*<\/title>/, ''))))
    expect(await fetchArxivPapers(['2605.00001'], open)).toEqual({
      kind: 'answered',
      drafts: [],
      unknown: [],
      unreadable: [{ id: '2605.00001v1', reason: 'no title' }],
    })
  })
})

describe('without arXiv', () => {
  const error = aFeed(
    '<entry><id>http://arxiv.org/api/errors#incorrect</id><title>Error</title><summary>no</summary></entry>',
  )
  it.each<[string, Respond, string, number]>([
    ['an error with status 200', sends(error), 'the answer is not a list of papers', 60_000],
    [
      'an empty feed of 12 results',
      sends(aFeed('', 12)),
      'there are 12 results, but sent none',
      60_000,
    ],
    ['a web page as XML', bad.webPageAsXml, 'the answer is not a list of papers', 60_000],
    [
      'half of a compressed feed',
      bad.truncatedGzip(aFeed(anEntry().repeat(50), 50)),
      'cut off',
      60_000,
    ],
    ['503 with Retry-After', status(503, { 'Retry-After': '10' }), 'status 503', 10_000],
    ['silence', bad.hang, 'no complete answer', 60_000],
  ])(
    '(%s) there are no papers, and a time to try again',
    async (_what, respond, reason, retryInMs) => {
      answers(respond)
      const found = await fetchArxivPapers(['2605.00001'], respond === bad.hang ? hasty : open)
      expect(found).toMatchObject({ kind: 'unavailable', retryInMs })
      expect(found.kind === 'unavailable' && found.reason).toContain(reason)
    },
  )

  it.each(Object.entries(bad.BOMBS))('%s is refused at once', async (_name, bomb) => {
    answers(sends(bomb))
    const started = performance.now()
    expect(await fetchArxivPapers(['2605.00001'], open)).toMatchObject({
      kind: 'unavailable',
      reason: 'arXiv: XML with a DOCTYPE is refused',
    })
    expect(performance.now() - started).toBeLessThan(5_000)
  })

  it('because it is another’s turn, the wait is told', async () => {
    const shut: Gate = async () => {
      throw new GateClosed('arxiv', 42_000)
    }
    expect(await fetchArxivPapers(['2605.00001'], shut)).toMatchObject({
      kind: 'unavailable',
      retryInMs: 42_000,
    })
  })
})

describe.skipIf(!hasRealFiles)('recorded answers', () => {
  it.each([
    ['astro-ph/0601001', 'id_astro-ph_0601001_s0_m100_3150dca9dc76.http200.xml', 1],
    ['1605.08386', 'id_1605.08386_s0_m100_199195aa31ad.http200.xml', 1],
    ['2104.12255v1', 'id_2104.12255v1_s0_m100_6ae69987ffe1.http200.xml', 1],
    ['1601.00001', 'id_1601.00001_2020-format.xml', 1],
    ['2412.99999', 'id_0000.0000_s0_m100_8b51d9633a68.http200.xml', 0],
  ])('of %s', async (id, file, papers) => {
    answers(sends(readFileSync(join(ATOM, file))))
    const found = await fetchArxivPapers([id], open)
    expect(found).toMatchObject({ kind: 'answered', unknown: papers ? [] : [id] })
    expect(found.kind === 'answered' && found.drafts).toHaveLength(papers)
  })
})
