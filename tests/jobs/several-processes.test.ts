/** Three processes at once on one database and one arXiv: two of the command, and this one. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { env } from '../../src/env.ts'
import { harvest } from '../../src/jobs/ingest.ts'
import type { FeedRun } from '../../src/jobs/read-feed.ts'
import { aFeed } from '../sources/given-items.ts'
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
  Object.assign(env(), { ARXIV_URL: arxiv.url, ARXIV_SETS: ['cs:cs:CL', 'cs:cs:LG'] })
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
  arxiv.on(/^\/api\/query$/, after(150, sends(aFeed('', 0))))
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
    }
    const now = '2026-02-09T13:00:00Z'
    const others = ['ingest', 'ingest'].map((name) => run(['job', name, '--now', now], settings))
    // Begins when the others do, so that all three want the same gate.
    await eventually(async () => arxiv.seen.length > 0)
    const own = await harvest(new Date(now))
    const ended = await Promise.all(others)
    expect(ended.map(({ code, err }) => [code, err])).toEqual(Array(2).fill([0, '']))
    const reports = ended.map(({ out }) => JSON.parse(out.trim().split('\n').at(-1) ?? ''))
    const feeds: FeedRun[] = [own, ...reports].flatMap((report) => report.feeds)
    expect(feeds.map(({ feed, error }) => [feed, error]).toSorted()).toEqual(
      [
        'Hugging Face daily lists',
        'arXiv announcements',
        'arXiv details of listed papers',
        'arXiv harvest of cs:cs:CL',
        'arXiv harvest of cs:cs:LG',
      ].map((feed) => [feed, undefined]),
    )
    expect(arxiv.seen).toHaveLength(5)
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

async function eventually(isSo: () => Promise<boolean>) {
  while (!(await isSo())) await sleep(20)
}
