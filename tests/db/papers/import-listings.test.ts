import { describe, expect, it } from 'vitest'
import { listPapers } from '../../../src/db/papers/paper-lists.ts'
import { findPaper } from '../../../src/db/papers/papers.ts'
import type { PaperDraft } from '../../../src/domain/paper.ts'
import { useDatabase } from '../../support/database.ts'
import { aDraft } from '../../support/papers.ts'
import { given, idOf, votesLog } from '../given-papers.ts'

const { query } = useDatabase()

type Row = {
  first_listed_on: string | null
  appeared_at: Date
  position: number
  imported_votes: number
  votes_log: number
  trend: string
}
async function rowOf(draft: PaperDraft): Promise<Row> {
  const [row] = await query<Row>(
    `select first_listed_on::text, appeared_at, position, imported_votes, votes_log, trend::text
     from papers where id = $1`,
    [idOf(draft)],
  )
  if (!row) throw new Error('no such paper')
  return row
}
const listedOn = (...dates: string[]) => dates.map((date) => ({ date, listedAt: null }))

describe('a paper listed on several dates', () => {
  it.each([
    ['forwards', ['2026-02-03', '2026-02-05', '2026-02-09']],
    ['backwards', ['2026-02-09', '2026-02-05', '2026-02-03']],
    ['mixed', ['2026-02-05', '2026-02-09', '2026-02-03']],
  ])('stays on all, and the earliest is its first: %s', async (_order, dates) => {
    const draft = aDraft({ votes: 5 })
    for (const date of dates) await given({ ...draft, listings: listedOn(date) })
    const paper = await findPaper(idOf(draft))
    expect(paper?.listings.map(({ date }) => date)).toEqual(dates.toSorted())
    const row = await rowOf(draft)
    expect(row.first_listed_on).toBe('2026-02-03')
    expect(row.appeared_at.toISOString()).toBe('2026-02-03T01:00:00.000Z')
    expect(row.votes_log).toBeCloseTo(votesLog('2026-02-03T01:00:00Z', 5), 6)
  })

  it('counts as updated when a date is added, and unchanged when it is known', async () => {
    const draft = aDraft({ listings: listedOn('2026-02-03') })
    await given(draft)
    expect(
      (await given({ ...draft, listings: listedOn('2026-02-03', '2026-02-04') })).updated,
    ).toBe(1)
    expect((await given({ ...draft, listings: listedOn('2026-02-04') })).unchanged).toBe(1)
  })

  it('keeps its place on a date that lists it again', async () => {
    const [first, second] = [aDraft(), aDraft()]
    await given(first, second)
    await given(second, first)
    expect((await rowOf(first)).position).toBe(0)
    expect((await rowOf(second)).position).toBe(1)
  })
})

describe('the time of a listing', () => {
  it('is what the source says, else the opening of the edition', async () => {
    const said = aDraft({
      listings: [{ date: '2026-02-09', listedAt: '2026-02-09T03:11:22.333Z' }],
    })
    const silent = aDraft({ listings: listedOn('2026-02-09') })
    await given(said, silent)
    expect((await rowOf(said)).appeared_at.toISOString()).toBe('2026-02-09T03:11:22.333Z')
    expect((await rowOf(silent)).appeared_at.toISOString()).toBe('2026-02-09T01:00:00.000Z')
  })

  it('is an hour earlier in UTC while New York has summer time', async () => {
    const draft = aDraft({ listings: listedOn('2026-07-15') })
    await given(draft)
    expect((await rowOf(draft)).appeared_at.toISOString()).toBe('2026-07-15T00:00:00.000Z')
  })
})

describe('a paper that is listed nowhere', () => {
  it('is stored, appears when it was published, and has no score', async () => {
    const draft = aDraft({ listings: [], votes: 9, publishedAt: '2026-01-09' })
    expect((await given(draft)).imported).toBe(1)
    const row = await rowOf(draft)
    expect(row.first_listed_on).toBeNull()
    expect(row.appeared_at.toISOString()).toBe('2026-01-09T00:00:00.000Z')
    expect(row.trend).toBe('-Infinity')
    expect((await findPaper(idOf(draft)))?.listings).toEqual([])
  })

  it('gets its score when it is listed', async () => {
    const draft = aDraft({ listings: [], votes: 9 })
    await given(draft)
    await given({ ...draft, listings: listedOn('2026-02-09') })
    expect((await rowOf(draft)).votes_log).toBeCloseTo(votesLog('2026-02-09T01:00:00Z', 9), 6)
  })
})

describe('imported votes', () => {
  it.each([
    [1, '2026-02-09T01:00:00.000Z'],
    [2, '2026-02-09T03:11:22.333Z'],
    [42, '2025-03-17T02:00:00.000Z'],
    [9_999, '2026-11-02T01:00:00.000Z'],
    [2_147_483_647, '2026-02-09T01:00:00.000Z'],
  ])('%d of them, listed at %s, weigh x(listed) + log2 n', async (votes, listedAt) => {
    const draft = aDraft({ votes, listings: [{ date: listedAt.slice(0, 10), listedAt }] })
    await given(draft)
    const row = await rowOf(draft)
    const expected = votesLog(listedAt, votes)
    expect(Math.abs(row.votes_log - expected)).toBeLessThan(1e-6)
    expect(Math.abs(Number(row.trend) - expected)).toBeLessThan(1e-6)
  })

  it('are none when there are none or zero', async () => {
    const [none, zero] = [aDraft({ votes: null }), aDraft({ votes: 0 })]
    await given(none, zero)
    for (const draft of [none, zero]) expect((await rowOf(draft)).trend).toBe('-Infinity')
  })

  it('follow the newest look, also downwards and to zero', async () => {
    const draft = aDraft({ votes: 42 })
    await given(draft)
    await given({ ...draft, votes: 21, observedAt: '2026-02-09T05:00:00.000Z' })
    expect((await rowOf(draft)).votes_log).toBeCloseTo(votesLog('2026-02-09T01:00:00Z', 21), 6)
    await given({ ...draft, votes: 0, observedAt: '2026-02-09T06:00:00.000Z' })
    expect(await rowOf(draft)).toMatchObject({ imported_votes: 0, trend: '-Infinity' })
  })

  it('do not bring imported comments into the score', async () => {
    const draft = aDraft({ votes: 4, comments: 1_000 })
    await given(draft)
    expect(Number((await rowOf(draft)).trend)).toBeCloseTo(votesLog('2026-02-09T01:00:00Z', 4), 6)
    const scope = { kind: 'edition', date: '2026-02-09' } as const
    const { papers } = await listPapers({ scope, order: 'discussed', after: null, limit: 1 })
    expect(papers[0]).toMatchObject({ id: idOf(draft), comments: 1_000 })
  })
})

describe('the score', () => {
  it.each([
    ['no comments', 10, Number.NEGATIVE_INFINITY, 10],
    ['half as much as one vote', 10, 10, Math.log2(2 ** 10 + 2 ** 9)],
    ['few comments', 10, 5, Math.log2(2 ** 10 + 2 ** 4)],
    ['exactly as much as the votes', 10, 11, 11],
    ['more than the votes, which is cut', 10, 20, 11],
    ['comments of another age', 1_100, 1_000, 1_100],
    ['no votes', Number.NEGATIVE_INFINITY, 1_000, Number.NEGATIVE_INFINITY],
  ])('with %s is log2(2^V + min(½·2^C, 2^V))', async (_name, votes, comments, score) => {
    const draft = aDraft()
    await given(draft)
    const [row] = await query<{ trend: string }>(
      `with one as (update papers set votes_log = $2, comments_log = $3 where id = $1 returning trend)
       select trend::text from one`,
      [idOf(draft), votes, comments],
    )
    if (Number.isFinite(score)) expect(Math.abs(Number(row?.trend) - score)).toBeLessThan(1e-6)
    else expect(row?.trend).toBe('-Infinity')
  })
})
