import { beforeEach, describe, expect, it } from 'vitest'
import { importAnnounced } from '../../src/db/editions/announcements.ts'
import { readListingRule, saveListingRule } from '../../src/db/editions/listing-rule.ts'
import { countPapers } from '../../src/db/papers/paper-lists.ts'
import { findPaper } from '../../src/db/papers/papers.ts'
import type { PaperDraft } from '../../src/domain/paper.ts'
import { env } from '../../src/env.ts'
import { publishEditions } from '../../src/jobs/publish-edition.ts'
import { reconcile } from '../../src/jobs/reconcile.ts'
import { useDatabase } from '../support/database.ts'
import { aDraft, NEW_YORK } from '../support/papers.ts'
import { MONDAY } from './given-sources.ts'

const { query } = useDatabase()

const RULE = {
  sources: ['arxiv' as const, 'hugging-face' as const],
  categories: ['cs.CL'],
  keywords: [],
  minVotes: 0,
  cap: 3,
}
const inEdition = (date = '2026-02-09') => countPapers({ kind: 'edition', date })

async function announced(...given: Partial<PaperDraft>[]) {
  const batch = given.map((one, position) => ({
    draft: aDraft({ source: 'arxiv', ...one }),
    position,
  }))
  await importAnnounced(batch, { now: MONDAY, clock: NEW_YORK })
  return batch.map(({ draft }) => draft.arxivId ?? '')
}

beforeEach(async () => {
  await query('truncate papers, listing_rule cascade')
})

describe('publishing', () => {
  it('lists what was announced, up to the cap, once', async () => {
    await saveListingRule(RULE, { actor: 'ada', now: MONDAY })
    await announced({}, {}, {}, {}, {})
    expect(await inEdition()).toBe(0)
    expect(await publishEditions(MONDAY)).toEqual({ listed: { '2026-02-09': 3 } })
    expect(await publishEditions(MONDAY)).toEqual({ listed: {} })
    expect(await inEdition()).toBe(3)
  })

  it('two at once list it once', async () => {
    await saveListingRule(RULE, { actor: 'ada', now: MONDAY })
    await announced({}, {}, {}, {}, {})
    const reports = await Promise.all([1, 2, 3].map(() => publishEditions(MONDAY)))
    expect(reports.map(({ listed }) => listed['2026-02-09'] ?? 0).toSorted()).toEqual([0, 0, 3])
    expect(await inEdition()).toBe(3)
  })

  it('waits for the edition to open, and for the votes that the rule wants', async () => {
    await saveListingRule({ ...RULE, minVotes: 2 }, { actor: 'ada', now: MONDAY })
    const [id] = await announced({ listings: [{ date: '2026-02-10', listedAt: null }] })
    const tuesday = new Date('2026-02-10T02:00:00Z')
    await query('update papers set vote_count = 2')
    expect(await publishEditions(new Date('2026-02-10T00:59:59Z'))).toEqual({ listed: {} })
    await query('update papers set vote_count = 1')
    expect(await publishEditions(tuesday)).toEqual({ listed: {} })
    await query('update papers set vote_count = 2')
    expect(await publishEditions(tuesday)).toEqual({ listed: { '2026-02-10': 1 } })
    expect((await findPaper(id ?? ''))?.listings).toMatchObject([{ date: '2026-02-10' }])
  })

  it('gives imported votes the weight of the day they were listed', async () => {
    await announced({
      source: 'hugging-face',
      votes: 8,
      listings: [{ date: '2026-02-09', listedAt: '2026-02-09T02:00:00Z' }],
    })
    const trend = () =>
      query<{ trend: number }>(
        "select trend::float8 as trend from papers where trend > '-Infinity'",
      )
    expect(await trend()).toEqual([])
    await publishEditions(MONDAY)
    const halfLives = (Date.parse('2026-02-09T02:00:00Z') - Date.UTC(2020, 0, 1)) / (48 * 3_600_000)
    const [row] = await trend()
    expect(row?.trend).toBeCloseTo(halfLives + 3, 5)
    expect(await reconcile(MONDAY)).toEqual({ checked: 1, repaired: 0, judged: 0 })
  })

  it('does not bring back what somebody took out, nor list a withdrawn paper', async () => {
    const [id] = await announced({}, { withdrawn: true })
    expect(await publishEditions(MONDAY)).toEqual({ listed: { '2026-02-09': 1 } })
    await query('delete from listings where paper_id = $1', [id])
    expect(await publishEditions(MONDAY)).toEqual({ listed: {} })
    expect(await inEdition()).toBe(0)
  })

  it('leaves a paper in the edition in which a file has put it', async () => {
    const [id] = await announced({})
    await query("insert into listings values ('2026-02-09', $1, '2026-02-09T05:00:00Z', 7)", [id])
    await publishEditions(MONDAY)
    const rows = await query<{ position: number }>('select position from listings')
    expect(rows).toEqual([{ position: 7 }])
  })
})

describe('the rule', () => {
  it('is the environment’s until one is saved, and then that one', async () => {
    expect(await readListingRule()).toEqual(env().listingRule)
    await saveListingRule(RULE, { actor: 'ada', now: MONDAY })
    await saveListingRule({ ...RULE, cap: 7 }, { actor: 'ada', now: MONDAY })
    expect(await readListingRule()).toEqual({ ...RULE, cap: 7 })
  })

  it('is not saved when it is none', async () => {
    await expect(
      saveListingRule({ ...RULE, cap: 1_000 }, { actor: 'ada', now: MONDAY }),
    ).rejects.toThrow()
    expect(await readListingRule()).toEqual(env().listingRule)
  })
})
