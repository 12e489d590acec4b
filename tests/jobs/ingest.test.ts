import { beforeEach, describe, expect, it } from 'vitest'
import { countPapers } from '../../src/db/papers/paper-lists.ts'
import { findPaper } from '../../src/db/papers/papers.ts'
import { listFeedReports } from '../../src/db/sources/source-feeds.ts'
import { ingest } from '../../src/jobs/ingest.ts'
import { aFeed, anEntry } from '../sources/given-items.ts'
import { useDatabase } from '../support/database.ts'
import { sends, sendsOnce, status } from '../support/replay-server.ts'
import { dayItem } from './given-files.ts'
import { dailyLists, MONDAY, openGate, rss, useReplayServer } from './given-sources.ts'

const { query } = useDatabase()
const server = useReplayServer()

const RSS = /^\/rss\//
const API = /^\/api\/query$/
const DAILY = /^\/api\/daily_papers$/
const later = (minutes: number) => new Date(MONDAY.getTime() + minutes * 60_000)
/** What arXiv's query API says of any id. */
const api = (listed: string[]) =>
  aFeed(
    listed.map((id) => anEntry((entry) => entry.replace('2605.00001v3', `${id}v2`))).join(''),
    listed.length,
  )
const inEdition = (date: string) => countPapers({ kind: 'edition', date })

beforeEach(async () => {
  await query('truncate papers, source_feeds, import_runs, quarantine, leases cascade')
  server().seen.length = 0
  server().on(API, (request, response) =>
    sends(api((request.query.get('id_list') ?? '').split(',')))(request, response),
  )
})

describe('a weekday morning', () => {
  it('has its edition without anybody touching it', async () => {
    server().on(
      DAILY,
      dailyLists({
        '2026-02-09': [dayItem('2602.00001', { votes: 9 }), dayItem('2602.00002')],
        '2026-02-06': [dayItem('2602.00003', { day: '2026-02-06' })],
      }),
    )
    server().on(
      RSS,
      sends(
        rss([
          { id: '2602.00002' },
          { id: '2602.00010' },
          { id: '2602.00011', categories: ['math.CO', 'cs.LG'], type: 'cross' },
          { id: '2602.00012', categories: ['math.CO'] },
          { id: '2602.00013', type: 'replace' },
          { id: '2602.00014', type: 'replace-cross' },
        ]),
      ),
    )
    const report = await ingest(MONDAY, openGate)
    expect(report.listed).toEqual({ '2026-02-09': 4, '2026-02-06': 1 })
    expect(
      report.feeds.map(({ feed, seen, imported, error }) => [feed, seen, imported, error]),
    ).toEqual([
      ['Hugging Face daily lists', 3, expect.any(Number), undefined],
      ['arXiv announcements', 6, expect.any(Number), undefined],
      ['arXiv details of listed papers', 4, 0, undefined],
    ])
    expect(await inEdition('2026-02-09')).toBe(4)
    const announced = await findPaper('2602.00010')
    expect(announced?.listings).toEqual([{ date: '2026-02-09', rank: null }])
    for (const unlisted of ['2602.00012', '2602.00013', '2602.00014']) {
      expect((await findPaper(unlisted))?.listings).toEqual([])
    }
    expect(await findPaper('2602.00001')).toMatchObject({
      importedVotes: 9,
      importedComments: 2,
      codeUrl: null,
    })
  })

  it('asks for the categories of the rule, and the lists of a week, the newest first', async () => {
    server().on(DAILY, dailyLists({}))
    server().on(RSS, sends(rss([{ id: '2602.00010' }])))
    await ingest(MONDAY, openGate)
    const asked = server().seen.map(({ path, query: given }) => path + (given.get('date') ?? ''))
    expect(asked).toContain('/rss/cs.AI+cs.CL+cs.CV+cs.LG')
    expect(asked.filter((path) => path.startsWith('/api/daily'))).toEqual(
      ['2026-02-09', '2026-02-06', '2026-02-05', '2026-02-04', '2026-02-03'].map(
        (date) => `/api/daily_papers${date}`,
      ),
    )
  })

  it('changes nothing when it is run again, at once or later', async () => {
    server().on(DAILY, dailyLists({ '2026-02-09': [dayItem('2602.00001')] }))
    server().on(RSS, sends(rss([{ id: '2602.00010' }])))
    await ingest(MONDAY, openGate)
    const stored = () =>
      query('select p::text from papers p union all select l::text from listings l order by 1')
    const before = await stored()
    expect(await ingest(later(1), openGate)).toEqual({ feeds: [], listed: {} })
    const { feeds, listed } = await ingest(later(61), openGate)
    expect(listed).toEqual({})
    expect(feeds.map(({ imported, updated, unchanged }) => [imported, updated, unchanged])).toEqual(
      [
        [0, 0, 1],
        [0, 0, 1],
      ],
    )
    expect(await stored()).toEqual(before)
  })

  it('sees votes and comments move, up and down', async () => {
    for (const [minute, votes] of [
      [0, 5],
      [31, 8],
      [62, 3],
    ] as const) {
      server().on(DAILY, dailyLists({ '2026-02-09': [dayItem('2602.00001', { votes })] }))
      server().on(RSS, sends(rss([{ id: '2602.00010' }])))
      await ingest(later(minute), openGate)
      expect((await findPaper('2602.00001'))?.importedVotes).toBe(votes)
    }
  })

  it('is not read again where nothing is new', async () => {
    server().on(DAILY, sendsOnce(JSON.stringify([dayItem('2602.00001')]), '"same"'))
    server().on(RSS, sendsOnce(rss([{ id: '2602.00010' }]), '"also"'))
    await ingest(MONDAY, openGate)
    const { feeds } = await ingest(later(61), openGate)
    expect(feeds.map(({ asked, seen, error }) => [asked, seen, error])).toEqual([
      [5, 0, undefined],
      [1, 0, undefined],
    ])
    const again = server().seen.slice(7)
    expect(new Set(again.map(({ headers }) => headers['if-none-match']))).toEqual(
      new Set(['"same"', '"also"']),
    )
  })

  it('takes a list of more than a hundred in whole', async () => {
    const list = Array.from({ length: 250 }, (_, n) =>
      dayItem(`2602.1${String(n).padStart(4, '0')}`),
    )
    server().on(DAILY, dailyLists({ '2026-02-09': list }))
    server().on(RSS, sends(rss([{ id: '2602.00010' }])))
    await ingest(MONDAY, openGate)
    expect(await inEdition('2026-02-09')).toBe(251)
  })
})

describe('what a list leaves out', () => {
  const detailsOf = async (id: string) => {
    const paper = await findPaper(id)
    return [paper?.publishedOn, paper?.version, paper?.categories, paper?.importedVotes]
  }

  it('arXiv is asked for once, in one request for all that is listed', async () => {
    server().on(DAILY, dailyLists({ '2026-02-09': [dayItem('2602.00001', { votes: 9 })] }))
    server().on(
      RSS,
      sends(rss([{ id: '2602.00010' }, { id: '2602.00012', categories: ['math.CO'] }])),
    )
    await ingest(MONDAY, openGate)
    expect(await detailsOf('2602.00001')).toEqual(['2026-05-01', 2, ['cs.LG', 'cs.AI'], 9])
    expect(await detailsOf('2602.00010')).toEqual(['2026-05-01', 2, ['cs.LG', 'cs.AI'], 0])
    await ingest(later(61), openGate)
    const asked = server().seen.filter(({ path }) => API.test(path))
    expect(asked.map(({ query: given }) => given.get('id_list'))).toEqual(['2602.00001,2602.00010'])
  })

  it('is missing while arXiv does not answer, and comes later', async () => {
    server().on(DAILY, dailyLists({ '2026-02-09': [dayItem('2602.00001')] }))
    server().on(RSS, sends(rss([{ id: '2602.00012', categories: ['math.CO'] }])))
    server().on(API, status(503))
    expect((await ingest(MONDAY, openGate)).listed).toEqual({ '2026-02-09': 1 })
    expect(await detailsOf('2602.00001')).toEqual(['2026-02-06', null, [], 5])
    server().on(API, sends(api(['2602.00001'])))
    await ingest(later(2), openGate)
    expect(await detailsOf('2602.00001')).toEqual(['2026-05-01', 2, ['cs.LG', 'cs.AI'], 5])
  })
})

describe('one source that fails', () => {
  it('leaves the other alone, and yesterday’s page as it was', async () => {
    server().on(DAILY, dailyLists({ '2026-02-06': [dayItem('2602.00003', { day: '2026-02-06' })] }))
    server().on(RSS, sends(rss([{ id: '2602.00010' }])))
    await ingest(MONDAY, openGate)
    server().on(DAILY, status(503))
    const { feeds } = await ingest(later(61), openGate)
    expect(feeds.map(({ error }) => error)).toEqual(['Hugging Face: status 503', undefined])
    expect(await inEdition('2026-02-06')).toBe(1)
    expect(await inEdition('2026-02-09')).toBe(1)
    const reports = await listFeedReports()
    const of = (name: string) => reports.find(({ source }) => source === name)
    expect(of('arxiv')).toMatchObject({ failures: 0, lastError: null, seen: 1, unchanged: 1 })
    expect(of('hugging-face')).toMatchObject({
      failures: 1,
      lastError: 'Hugging Face: status 503',
      seen: 1,
      stored: 1,
    })
    expect(of('hugging-face')?.lastGoodAt?.getTime()).toBeLessThan(later(30).getTime())
  })
})

describe('the dates of a list', () => {
  it('count where an item does not say its own', async () => {
    const { submittedOnDailyAt: _absent, ...paper } = dayItem('2602.00001').paper
    server().on(DAILY, dailyLists({ '2026-02-09': [{ ...dayItem('2602.00001'), paper }] }))
    server().on(RSS, sends(rss([])))
    await ingest(MONDAY, openGate)
    expect((await findPaper('2602.00001'))?.listings).toEqual([{ date: '2026-02-09', rank: 1 }])
  })

  it('are kept until their edition opens', async () => {
    server().on(DAILY, dailyLists({}))
    server().on(RSS, sends(rss([{ id: '2602.00020' }], 'Tue, 10 Feb 2026')))
    await ingest(MONDAY, openGate)
    expect(await inEdition('2026-02-10')).toBe(0)
    const evening = new Date('2026-02-10T01:00:00Z')
    expect((await ingest(evening, openGate)).listed).toEqual({ '2026-02-10': 1 })
  })
})
