/** The commands as three processes run them at once, on one database and one arXiv. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../support/cli.ts'
import { useDatabase } from '../support/database.ts'
import { after, type ReplayServer, sends, startReplayServer } from '../support/replay-server.ts'
import { dayItem } from './given-files.ts'
import { dailyLists, oaiPage, rawRecord, rss } from './given-sources.ts'

const { query, url } = useDatabase()

let arxiv: ReplayServer
let huggingFace: ReplayServer
beforeAll(async () => {
  arxiv = await startReplayServer()
  huggingFace = await startReplayServer()
  const pages: Record<string, string> = {
    'cs:cs:CL': oaiPage([rawRecord('2602.00001'), rawRecord('2602.00002')], 'more'),
    'cs:cs:LG': oaiPage([rawRecord('2602.00002'), rawRecord('2602.00003')]),
    more: oaiPage([rawRecord('2602.00004')]),
  }
  arxiv.on(/^\/oai$/, (request, response) => {
    const asked = request.query.get('set') ?? request.query.get('resumptionToken') ?? ''
    after(150, sends(pages[asked] ?? ''))(request, response)
  })
  arxiv.on(/^\/rss\//, after(150, sends(rss([{ id: '2602.00001' }, { id: '2602.00005' }]))))
  huggingFace.on(
    /daily_papers/,
    dailyLists({ '2026-02-09': [dayItem('2602.00001'), dayItem('2602.00006')] }),
  )
})
afterAll(async () => {
  await arxiv.close()
  await huggingFace.close()
})

describe('processes that ingest at once', () => {
  it('keep three seconds between all requests to arXiv, and store each paper once', async () => {
    const settings = {
      DATABASE_URL: url(),
      ARXIV_URL: arxiv.url,
      HUGGING_FACE_URL: huggingFace.url,
      ARXIV_SETS: 'cs:cs:CL,cs:cs:LG',
    }
    const job = (name: string) => run(['job', name, '--now', '2026-02-09T13:00:00Z'], settings)
    const ended = await Promise.all([job('harvest'), job('harvest'), job('ingest'), job('ingest')])
    expect(ended.map(({ code, err }) => [code, err])).toEqual(Array(4).fill([0, '']))
    const reports = ended.map(({ out }) => JSON.parse(out.trim().split('\n').at(-1) ?? ''))
    const feeds = reports.flatMap((report) => report.feeds)
    expect(feeds.map(({ feed, error }) => [feed, error]).toSorted()).toEqual(
      [
        'Hugging Face daily lists',
        'arXiv announcements',
        'arXiv harvest of cs:cs:CL',
        'arXiv harvest of cs:cs:LG',
      ].map((feed) => [feed, undefined]),
    )
    expect(arxiv.seen).toHaveLength(4)
    expect(arxiv.mostAtOnce()).toBe(1)
    expect(Math.min(...arxiv.gaps())).toBeGreaterThanOrEqual(3_000)
    expect(Math.min(...huggingFace.gaps())).toBeGreaterThanOrEqual(1_000)
    const papers = await query<{ id: string }>('select id from papers order by id')
    expect(papers.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6].map((n) => `2602.0000${n}`))
    const listed = await query<{ paper_id: string }>('select paper_id from listings order by 1')
    expect(listed.map(({ paper_id }) => paper_id)).toEqual([
      '2602.00001',
      '2602.00005',
      '2602.00006',
    ])
  }, 120_000)
})
