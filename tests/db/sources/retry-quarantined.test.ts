import { beforeEach, describe, expect, it } from 'vitest'
import { listActs } from '../../../src/db/members/moderation.ts'
import { findPaper } from '../../../src/db/papers/papers.ts'
import { countQuarantine, listQuarantine, quarantine } from '../../../src/db/sources/quarantine.ts'
import { retryQuarantined } from '../../../src/db/sources/retry-quarantined.ts'
import { readFeedState } from '../../../src/db/sources/source-feeds.ts'
import { rereadItem } from '../../../src/sources/reread.ts'
import { PAYLOAD_LIMIT } from '../../../src/sources/source.ts'
import {
  A_RAW_RECORD,
  AN_ARXIV_RECORD,
  aDayItem,
  anAnnouncement,
  anEntry,
  aRecord,
} from '../../sources/given-items.ts'
import { useDatabase } from '../../support/database.ts'
import { NEW_YORK } from '../../support/papers.ts'
import { NOW } from '../given-papers.ts'

const { query } = useDatabase()
const options = { now: NOW, clock: NEW_YORK, actor: 'curator-1' }

async function kept(payload: string, source = 'a file'): Promise<number> {
  await quarantine(source, [{ reference: 'item 1', reason: 'no title', payload }])
  const [item] = await listQuarantine()
  return item?.id ?? 0
}

beforeEach(() => query('truncate quarantine, papers, source_feeds, moderation_log cascade'))

describe('an item in quarantine', () => {
  it.each([
    ['a day of Hugging Face', JSON.stringify(aDayItem())],
    ['the arXiv API', anEntry()],
    ['OAI-PMH', aRecord(AN_ARXIV_RECORD)],
    ['OAI-PMH, raw', aRecord(A_RAW_RECORD)],
    ['an RSS feed', anAnnouncement()],
  ])('of %s is stored once it can be read', async (_what, payload) => {
    const id = await kept(payload)
    const result = await retryQuarantined(id, rereadItem, options)
    const stored = result && 'stored' in result ? result.stored : null
    expect(stored?.arxivId).toBeTruthy()
    expect((await findPaper(stored?.arxivId ?? ''))?.title).toBe(stored?.title)
    expect(await countQuarantine()).toBe(0)
    expect(await listActs(null, 9)).toMatchObject([
      { act: 'retry-item', actor: 'curator-1', paperId: stored?.arxivId },
    ])
  })

  it.each([
    ['is still bad', JSON.stringify(aDayItem({ title: null }, { title: null })), 'no title'],
    ['is nothing at all', '"text"', 'it is not a paper in a known format'],
    ['is broken', '{"paper": ', /JSON/],
    [
      'is a bomb',
      '<!DOCTYPE x [<!ENTITY a "b">]><feed>&a;</feed>',
      'XML with a DOCTYPE is refused',
    ],
    ['was cut', `"${'x'.repeat(PAYLOAD_LIMIT)}`, 'it was too long to be kept whole'],
  ])('that %s stays, with the reason', async (_what, payload, reason) => {
    const id = await kept(payload)
    const result = await retryQuarantined(id, rereadItem, options)
    expect(result).toEqual({ reason: expect.stringMatching(reason) })
    expect(await listQuarantine()).toMatchObject([{ id, reason: expect.stringMatching(reason) }])
    expect(await query('select 1 from papers')).toEqual([])
  })

  it('that is gone is null', async () => {
    expect(await retryQuarantined(4711, rereadItem, options)).toBeNull()
  })

  it('from a file is listed, from a feed announced', async () => {
    await retryQuarantined(await kept(anAnnouncement()), rereadItem, options)
    expect(await query('select date::text from listings')).toEqual([{ date: '2026-04-27' }])
    await query('truncate papers cascade')
    await readFeedState('arXiv announcements', { source: 'arxiv', fillsEditions: true }, NOW)
    await retryQuarantined(await kept(anAnnouncement(), 'arXiv announcements'), rereadItem, options)
    expect(await query('select date::text from listings')).toEqual([])
    expect(await query('select date::text, source from announcements')).toEqual([
      { date: '2026-04-27', source: 'arxiv' },
    ])
  })
})

describe('the list', () => {
  it('is the newest first, page by page', async () => {
    for (const payload of ['1', '2', '3']) await kept(payload)
    const first = await listQuarantine(2)
    expect(first.map(({ payload }) => payload)).toEqual(['3', '2'])
    const rest = await listQuarantine(2, first.at(-1)?.id)
    expect(rest.map(({ payload, source, reason }) => [payload, source, reason])).toEqual([
      ['1', 'a file', 'no title'],
    ])
  })
})
