import { beforeEach, describe, expect, it } from 'vitest'
import { listFeedReports } from '../../src/db/sources/source-feeds.ts'
import { readFeed } from '../../src/jobs/read-feed.ts'
import { arxivAnnouncements } from '../../src/sources/arxiv/announcements.ts'
import { arxivHarvest } from '../../src/sources/arxiv/harvest.ts'
import { huggingFaceDaily } from '../../src/sources/hugging-face/daily.ts'
import { aFeed } from '../sources/given-items.ts'
import { useDatabase } from '../support/database.ts'
import * as bad from '../support/misbehaviour.ts'
import { inTurn, type Respond, sends, status } from '../support/replay-server.ts'
import { dayItem } from './given-files.ts'
import {
  dailyLists,
  hastyGate,
  MONDAY,
  oaiPage,
  openGate,
  rawRecord,
  rss,
  useReplayServer,
} from './given-sources.ts'

const { query } = useDatabase()
const server = useReplayServer()

const MINUTE = 60_000
const announcements = () => arxivAnnouncements(['cs.CL'])
const good = sends(rss([{ id: '2602.00010' }]))
const at = (minutes: number) => new Date(MONDAY.getTime() + minutes * MINUTE)
const read = (minutes = 0, gate = openGate) => readFeed(announcements(), at(minutes), { gate })
const answers = (...responds: Respond[]) => server().on(/^\/rss\//, inTurn(...responds))
const stored = () =>
  query(`select p::text from papers p union all select a::text from announcements a
    union all select q::text from quarantine q order by 1`)
const minutesTo = (time: Date | undefined, from: Date) =>
  ((time?.getTime() ?? 0) - from.getTime()) / MINUTE

beforeEach(async () => {
  await query('truncate papers, source_feeds, import_runs, quarantine cascade')
  server().seen.length = 0
})

describe('whatever the source does, the store stays as it was and the run says why', () => {
  it.each<[string, Respond, string]>([
    ['a hang', bad.hang, 'no complete answer within 20 s'],
    ['a stall', bad.stall, 'no complete answer within 20 s'],
    ['a reset', bad.reset, 'the connection was lost'],
    ['nothing', bad.empty, 'an empty answer'],
    ['a web page', bad.webPage, 'a web page instead of data'],
    ['a web page that says it is XML', bad.webPageAsXml, 'the answer is not a list of papers'],
    ['Cloudflare', bad.cloudflare, 'a browser check instead of data'],
    ['a redirect', bad.elsewhere, 'a redirect, which is not followed'],
    ['500', status(500), 'status 500'],
    ['503 with a page', status(503), 'status 503'],
    [
      'half of a compressed answer',
      bad.truncatedGzip(rss(Array.from({ length: 90 }, (_, n) => ({ id: `2602.000${n + 10}` })))),
      'cut off',
    ],
    ['200 MB', bad.huge, 'more than 20 MB'],
    ['a bomb of gzip', bad.gzipBomb, 'more than 20 MB'],
    [
      'another’s feed',
      sends('<rss version="2.0"><channel><link>http://example.org</link></channel></rss>'),
      'the answer is not a list of papers',
    ],
    [
      'an error feed with status 200',
      sends(aFeed('<entry><id>http://arxiv.org/api/errors#x</id><title>Error</title></entry>')),
      'the answer is not a list of papers',
    ],
    ['an empty feed of 12 results', sends(aFeed('', 12)), 'there are 12 results, but sent none'],
    ...Object.entries(bad.BOMBS).map(([name, bomb]): [string, Respond, string] => [
      name,
      sends(bomb),
      'XML with a DOCTYPE is refused',
    ]),
  ])('%s', async (_what, respond, reason) => {
    answers(good)
    await read()
    const before = await stored()
    answers(respond)
    const isSilent = respond === bad.hang || respond === bad.stall
    const run = await read(61, isSilent ? hastyGate : openGate)
    expect(run).toMatchObject({ seen: 0, error: expect.stringContaining(reason) })
    expect(await stored()).toEqual(before)
    const [feed] = await listFeedReports()
    expect(feed).toMatchObject({ failures: 1, lastError: expect.stringContaining(reason), seen: 1 })
    expect(feed?.lastGoodAt?.getTime()).toBeLessThan(at(61).getTime())
    expect(minutesTo(feed?.nextTryAt, at(61))).toBeGreaterThanOrEqual(1)
    expect(minutesTo(feed?.nextTryAt, at(61))).toBeLessThan(2)
    const [row] = await query(
      'select error, seen, asked, ended_at, next_try_at from import_runs order by id desc limit 1',
    )
    expect(row).toMatchObject({
      seen: 0,
      asked: 1,
      error: run?.error,
      next_try_at: feed?.nextTryAt,
    })
  })

  it('JSON that is none, or no list', async () => {
    for (const [body, reason] of [
      ['{"error":"Too big"}', 'the answer is not a list of papers'],
      ['[{"paper":', 'the answer is not JSON'],
      ['[1,2,3]', 'the answer is not a list of papers'],
    ] as const) {
      await query('truncate source_feeds')
      server().on(/daily_papers/, sends(body))
      const run = await readFeed(huggingFaceDaily(), MONDAY, { gate: openGate })
      expect(run).toMatchObject({ seen: 0, error: `Hugging Face: ${reason}` })
    }
    expect(await stored()).toEqual([])
  })
})

describe('after a failure', () => {
  it('nothing is asked until it is time, and less and less often', async () => {
    answers(status(500))
    const waits = []
    let now = 0
    for (let n = 0; n < 6; n++) {
      const run = await read(now)
      const wait = minutesTo(run?.nextTryAt, at(now))
      waits.push(wait)
      const asked = server().seen.length
      expect(await read(now + wait / 2)).toBeNull()
      expect(server().seen).toHaveLength(asked)
      now += wait + 0.1
    }
    for (const [index, least] of [1, 5, 15, 60, 120, 240].entries()) {
      expect(waits[index]).toBeGreaterThanOrEqual(least)
      expect(waits[index]).toBeLessThan(least * 1.2 + 1)
    }
    expect(server().seen).toHaveLength(6)
  })

  it('one good run makes all good', async () => {
    answers(status(500), status(500), good)
    await read(0)
    await read(10)
    expect(await read(30)).toMatchObject({ imported: 1 })
    const [feed] = await listFeedReports()
    expect(feed).toMatchObject({ failures: 0, lastError: null })
    expect(minutesTo(feed?.nextTryAt, at(30))).toBeCloseTo(60, 0)
  })

  it.each([
    ['seconds', { 'Retry-After': '7200' }],
    [
      'a date',
      { Date: 'Mon, 09 Feb 2026 13:00:00 GMT', 'Retry-After': 'Mon, 09 Feb 2026 15:00:00 GMT' },
    ],
  ])('Retry-After in %s is kept', async (_form, headers: Record<string, string>) => {
    answers(status(429, headers))
    const run = await read()
    expect(minutesTo(run?.nextTryAt, at(0))).toBeGreaterThanOrEqual(120)
    expect(minutesTo(run?.nextTryAt, at(0))).toBeLessThan(121)
    expect(run).toMatchObject({ asked: 1 })
  })

  it('the whole service is left alone, also by its other feeds', async () => {
    answers(status(429, { 'Retry-After': '300' }))
    await readFeed(announcements(), MONDAY)
    server().on(/^\/oai$/, sends(oaiPage([rawRecord('2602.00001')])))
    const run = await readFeed(arxivHarvest('cs:cs:CL'), MONDAY)
    expect(run).toMatchObject({ seen: 0, error: 'arXiv asked to be left alone for a while' })
    expect(minutesTo(run?.nextTryAt, MONDAY)).toBeGreaterThan(4)
    expect(minutesTo(run?.nextTryAt, MONDAY)).toBeLessThan(6)
    expect(server().seen).toHaveLength(1)
    const feeds = await listFeedReports()
    expect(feeds.map(({ failures }) => failures).toSorted()).toEqual([0, 1])
    await query('delete from leases')
  })
})

describe('a doubtful answer', () => {
  it('of no announcement on a weekday moves nothing, and is asked for again within the hour', async () => {
    answers(sends(rss([]), { ETag: '"empty"' }), good)
    const run = await read()
    expect(run?.error).toBe('arXiv: nothing announced on a weekday, 2026-02-09')
    expect(minutesTo(run?.nextTryAt, at(0))).toBeCloseTo(60, 0)
    const [feed] = await listFeedReports()
    expect(feed).toMatchObject({ failures: 0, lastGoodAt: null })
    expect(await read(61)).toMatchObject({ imported: 1 })
    expect(server().seen.map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      undefined,
    ])
  })

  it('is none at a weekend', async () => {
    answers(sends(rss([], 'Sun, 08 Feb 2026')))
    expect((await read())?.error).toBeUndefined()
  })
})

describe('a process that dies in the middle', () => {
  it('leaves an open run, which the next one ends', async () => {
    answers(good)
    await query(
      `insert into import_runs (source, started_at) values ('arXiv announcements', $1), ('other', $1)`,
      [at(-10)],
    )
    await read()
    const rows = await query(
      'select source, error, ended_at is null as open from import_runs order by id',
    )
    expect(rows).toEqual([
      { source: 'arXiv announcements', error: 'the process ended before the run did', open: false },
      { source: 'other', error: null, open: true },
      { source: 'arXiv announcements', error: null, open: false },
    ])
  })
})

describe('two at once', () => {
  it('read a feed once', async () => {
    server().on(/daily_papers/, dailyLists({ '2026-02-09': [dayItem('2602.00001')] }))
    const runs = await Promise.all(
      [1, 2, 3].map(() => readFeed(huggingFaceDaily(), MONDAY, { gate: openGate })),
    )
    expect(runs.filter((run) => run !== null)).toHaveLength(1)
    expect(server().seen).toHaveLength(5)
  })
})

describe('every run', () => {
  it('counts each item it saw once', async () => {
    server().on(
      /^\/oai$/,
      sends(oaiPage([rawRecord('2602.00001'), rawRecord('2602.00001'), rawRecord('2613.00001')])),
    )
    await readFeed(arxivHarvest('cs'), MONDAY, { gate: openGate })
    const [row] = await query('select seen, stored, unchanged, quarantined from import_runs')
    expect(row).toEqual({ seen: 3, stored: 1, unchanged: 1, quarantined: 1 })
    await expect(query('update import_runs set seen = 4')).rejects.toThrow(/nothing_lost/)
  })
})
