import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { findPaper } from '../../src/db/papers/papers.ts'
import { readFeed } from '../../src/jobs/read-feed.ts'
import { arxivHarvest } from '../../src/sources/arxiv/harvest.ts'
import { useDatabase } from '../support/database.ts'
import { reset } from '../support/misbehaviour.ts'
import { inTurn, type Respond, sends, status } from '../support/replay-server.ts'
import { hasRealFiles, REAL_FILES } from './given-files.ts'
import { MONDAY, oaiError, oaiPage, openGate, rawRecord, useReplayServer } from './given-sources.ts'

const { query } = useDatabase()
const server = useReplayServer()

const SET = 'cs:cs:CL'
let run = 0
/** A run long after the one before, so that it is due. */
const harvest = () =>
  readFeed(arxivHarvest(SET), new Date(MONDAY.getTime() + 48 * 3_600_000 * run++), {
    gate: openGate,
  })
const answers = (...responds: Respond[]) => server().on(/^\/oai$/, inTurn(...responds))
const asked = () => server().seen.map(({ query: given }) => Object.fromEntries(given))
const cursor = async () => {
  const [row] = await query<{ cursor: string | null }>('select cursor from source_feeds')
  return row?.cursor ? JSON.parse(row.cursor) : null
}
const FIRST = { verb: 'ListRecords', metadataPrefix: 'arXivRaw', set: SET, from: '2026-02-07' }

beforeEach(async () => {
  run = 0
  await query('truncate papers, source_feeds, import_runs, quarantine cascade')
  server().seen.length = 0
})

describe('a harvest', () => {
  it('reads page after page, and starts from the day of the list next time', async () => {
    answers(
      sends(
        oaiPage([rawRecord('2602.00001'), rawRecord('2602.00002')], 'a|2', '2026-02-09T03:00:00Z'),
      ),
      sends(oaiPage([rawRecord('2602.00003')], undefined, '2026-02-09T03:00:10Z')),
      sends(oaiError('noRecordsMatch')),
    )
    expect(await harvest()).toMatchObject({ asked: 2, seen: 3, imported: 3 })
    expect(await cursor()).toEqual({ from: '2026-02-09', token: null, madeOn: null })
    expect((await findPaper('2602.00003'))?.listings).toEqual([])
    const again = await harvest()
    expect(again).toMatchObject({ asked: 1, seen: 0 })
    expect(again?.error).toBeUndefined()
    expect(asked()).toEqual([
      FIRST,
      { verb: 'ListRecords', resumptionToken: 'a|2' },
      { ...FIRST, from: '2026-02-09' },
    ])
  })

  it('goes on from the page that failed, whose predecessors are stored', async () => {
    answers(
      sends(oaiPage([rawRecord('2602.00001')], 'a|1')),
      status(500),
      sends(oaiPage([rawRecord('2602.00002')])),
    )
    expect(await harvest()).toMatchObject({ seen: 1, imported: 1, error: 'arXiv: status 500' })
    expect(await cursor()).toEqual({ from: '2026-02-07', token: 'a|1', madeOn: '2026-02-09' })
    expect(await harvest()).toMatchObject({ seen: 1, imported: 1 })
    expect(await cursor()).toEqual({ from: '2026-02-09', token: null, madeOn: null })
    expect(asked().map(({ resumptionToken }) => resumptionToken)).toEqual([undefined, 'a|1', 'a|1'])
  })

  it.each([
    ['in OAI’s words', sends(oaiError('badResumptionToken'))],
    ['by a status', status(400)],
  ])('whose token has expired, %s, starts again from its day', async (_how, expired) => {
    answers(
      sends(oaiPage([rawRecord('2602.00001')], 'old')),
      status(500),
      expired,
      sends(oaiPage([rawRecord('2602.00001')], 'new')),
      sends(oaiPage([rawRecord('2602.00002')])),
    )
    await harvest()
    expect(await harvest()).toMatchObject({ imported: 1, unchanged: 1, seen: 2, asked: 3 })
    expect(asked().slice(2)).toEqual([
      { verb: 'ListRecords', resumptionToken: 'old' },
      FIRST,
      { verb: 'ListRecords', resumptionToken: 'new' },
    ])
  })

  it('waits out the short rest of a 503 with a page for people', async () => {
    answers(status(503, { 'Retry-After': '10' }), sends(oaiPage([rawRecord('2602.00001')])))
    expect(await harvest()).toMatchObject({ asked: 2, imported: 1 })
    const [feed] = await query('select failures, last_error from source_feeds')
    expect(feed).toEqual({ failures: 0, last_error: null })
  })

  it('does not follow a list that leads to itself', async () => {
    answers(sends(oaiPage([rawRecord('2602.00001')], 'round')))
    expect(await harvest()).toMatchObject({ error: 'arXiv: the list never ends', seen: 1 })
  })

  it('takes new versions, never an older one, and marks a withdrawal', async () => {
    const record = (version: number, title: string, comment = '') =>
      sends(oaiPage([rawRecord('2602.00001', { version, title, comment })]))
    answers(
      record(1, 'First'),
      record(3, 'Third'),
      record(2, 'Second'),
      record(4, 'Third', 'This paper has been withdrawn by the authors.'),
    )
    const titles = []
    for (let n = 0; n < 4; n++) {
      await harvest()
      const paper = await findPaper('2602.00001')
      titles.push([paper?.version, paper?.title, paper?.withdrawn])
    }
    expect(titles).toEqual([
      [1, 'First', false],
      [3, 'Third', false],
      [3, 'Third', false],
      [4, 'Third', true],
    ])
  })

  it('keeps bad records aside and takes the others', async () => {
    answers(
      sends(
        oaiPage([
          rawRecord('2602.00001'),
          rawRecord('2613.00001'),
          rawRecord('2602.00002', { title: '' }),
        ]),
      ),
    )
    expect(await harvest()).toMatchObject({ seen: 3, imported: 1, quarantined: 2 })
    expect(await query('select source, reference, reason from quarantine order by id')).toEqual([
      {
        source: 'arXiv harvest of cs:cs:CL',
        reference: '2613.00001',
        reason: 'impossible arXiv id 2613.00001',
      },
      { source: 'arXiv harvest of cs:cs:CL', reference: '2602.00002', reason: 'no title' },
    ])
  })
})

describe.skipIf(!hasRealFiles)('the recorded page of 1,000 records', () => {
  const page = () =>
    readFileSync(join(REAL_FILES, 'arxiv/oai/ListRecords-arXivRaw-1000-2014-01-16.xml'), 'utf8')
  /** Without its token it is the whole list. */
  const whole = () => page().replace(/<resumptionToken[\s\S]*<\/resumptionToken>/, '')

  it('comes in whole, and changes nothing the second time', async () => {
    answers(sends(whole()))
    const first = await harvest()
    expect(first).toMatchObject({ seen: 1_000, quarantined: 1 })
    expect((first?.imported ?? 0) + (first?.updated ?? 0) + (first?.unchanged ?? 0)).toBe(999)
    const stored = () =>
      query(
        'select p::text from papers p union all select r::text from source_records r order by 1',
      )
    const before = await stored()
    expect(await harvest()).toMatchObject({
      seen: 1_000,
      imported: 0,
      updated: 0,
      unchanged: 999,
      quarantined: 1,
    })
    expect(await stored()).toEqual(before)
    expect(await query('select 1 from quarantine')).toHaveLength(1)
  })

  it('is stored before the cursor is on the next, which then fails', async () => {
    answers(sends(page()), reset)
    expect(await harvest()).toMatchObject({
      seen: 1_000,
      error: 'arXiv: the connection was lost',
    })
    expect(await cursor()).toMatchObject({ token: '496549|96001' })
    expect((await query('select 1 from papers')).length).toBeGreaterThan(900)
  })
})

describe.skipIf(!hasRealFiles)('the recorded 503 and what followed', () => {
  it('are one harvest', async () => {
    const read = (name: string) => readFileSync(join(REAL_FILES, 'arxiv/oai', name), 'utf8')
    const refusal = read('listrecords---should-list-identifiers-from-arxiv.0.http503.html')
    expect(refusal).toContain('Retry after 10 seconds')
    answers(
      status(503, { 'Retry-After': '10' }, refusal),
      sends(read('listrecords---should-list-identifiers-from-arxiv.1.http200.xml')),
    )
    expect(await harvest()).toMatchObject({ asked: 2, seen: 2, imported: 2 })
  })
})
