/** What a curator has taken out of an edition stays out, whatever sources say later. */
import { beforeEach, describe, expect, it } from 'vitest'
import { listPaper, unlistPaper } from '../../src/db/editions/curation.ts'
import { findPaper } from '../../src/db/papers/papers.ts'
import { OPERATOR } from '../../src/domain/moderation.ts'
import { importFile } from '../../src/jobs/import-files.ts'
import { ingest } from '../../src/jobs/ingest.ts'
import { publishEditions } from '../../src/jobs/publish-edition.ts'
import { useDatabase } from '../support/database.ts'
import { NEW_YORK } from '../support/papers.ts'
import { sends, status } from '../support/replay-server.ts'
import { aFile, dayItem, ndjson } from './given-files.ts'
import { dailyLists, MONDAY, openGate, rss, useReplayServer } from './given-sources.ts'

const { query } = useDatabase()
const server = useReplayServer()

const [ID, OTHER, DATE] = ['2602.00001', '2602.00002', '2026-02-09']
const BY = { actor: 'cora', now: MONDAY }
const options = { now: MONDAY, clock: NEW_YORK }
const later = (minutes: number) => new Date(MONDAY.getTime() + minutes * 60_000)
const editionsOf = async (id = ID) => (await findPaper(id))?.listings.map(({ date }) => date)
const unlist = () => unlistPaper(ID, DATE, 'Off topic', BY)
const relist = (actor = 'cora') =>
  listPaper({ paperId: ID, date: DATE, isNewest: true, clock: NEW_YORK }, { ...BY, actor })
const line = (listedOn: string) => ({ id: ID, title: 'A paper', abstract: 'About.', listedOn })
const dailyList = (...items: unknown[]) => aFile(JSON.stringify(items))

beforeEach(async () => {
  await query('truncate papers, source_feeds, import_runs, moderation_log, leases cascade')
  server().on(/^\/(rss|api\/query)/, status(503))
  server().on(/^\/api\/daily_papers$/, dailyLists({}))
})

describe('a paper taken out of an edition', () => {
  it.each([
    ['lines of JSON', () => aFile(ndjson(line(DATE)))],
    ['a daily list of Hugging Face', () => dailyList(dayItem(ID))],
  ])('is not listed there again by %s', async (_kind, make) => {
    const file = await make()
    await importFile(file, options)
    expect(await editionsOf()).toEqual([DATE])
    await unlist()
    expect(await importFile(file, options)).toMatchObject({ updated: 0, unchanged: 1 })
    expect(await editionsOf()).toEqual([])
  })

  it('stays out of a file that changes it, or lists others beside it', async () => {
    await importFile(await dailyList(dayItem(ID)), options)
    await unlist()
    const file = await dailyList(dayItem(ID, { votes: 9 }), dayItem(OTHER))
    await importFile(file, { ...options, now: later(1) })
    expect(await findPaper(ID)).toMatchObject({ listings: [], importedVotes: 9 })
    expect(await editionsOf(OTHER)).toEqual([DATE])
  })

  it('is listed on other dates as ever', async () => {
    await importFile(await aFile(ndjson(line(DATE))), options)
    await unlist()
    await importFile(await aFile(ndjson(line('2026-02-10'))), options)
    expect(await editionsOf()).toEqual(['2026-02-10'])
  })

  it('is listed again once a curator lists it, and then imports change nothing', async () => {
    const file = await dailyList(dayItem(ID))
    await importFile(file, options)
    await unlist()
    expect(await relist(OPERATOR)).toBe(false)
    expect(await relist()).toBe(true)
    expect(await importFile(file, options)).toMatchObject({ unchanged: 1 })
    expect(await editionsOf()).toEqual([DATE])
    expect(await unlist()).toBe(true)
    await importFile(file, options)
    expect(await editionsOf()).toEqual([])
  })
})

describe('feeds', () => {
  const lists = (...ids: string[]) =>
    server().on(
      /^\/api\/daily_papers$/,
      dailyLists({ [DATE]: ids.map((id) => dayItem(id, { votes: 7 })) }),
    )

  it('do not list what was taken out after they had listed it', async () => {
    lists(ID, OTHER)
    await ingest(MONDAY, openGate)
    await unlist()
    await ingest(later(61), openGate)
    expect([await editionsOf(), await editionsOf(OTHER)]).toEqual([[], [DATE]])
  })

  it('do not list what was taken out before they came to announce it', async () => {
    await importFile(await aFile(ndjson(line(DATE))), options)
    await unlist()
    lists(ID, OTHER)
    server().on(/^\/rss\//, sends(rss([{ id: ID }])))
    expect((await ingest(later(61), openGate)).listed).toEqual({ [DATE]: 1 })
    expect([await editionsOf(), await editionsOf(OTHER)]).toEqual([[], [DATE]])
    await relist()
    await publishEditions(later(62))
    expect(await editionsOf()).toEqual([DATE])
  })

  it('do not list by one source what was taken out of another’s list', async () => {
    server().on(/^\/rss\//, sends(rss([{ id: ID }])))
    await ingest(MONDAY, openGate)
    expect(await editionsOf()).toEqual([DATE])
    await unlist()
    lists(ID)
    await ingest(later(61), openGate)
    expect(await editionsOf()).toEqual([])
  })
})

it('what is taken out while an import lists it is out when both are done', async () => {
  const file = await dailyList(dayItem(ID), dayItem(OTHER))
  await importFile(file, options)
  await Promise.all([importFile(file, options), unlist(), importFile(file, options)])
  expect([await editionsOf(), await editionsOf(OTHER)]).toEqual([[], [DATE]])
})
