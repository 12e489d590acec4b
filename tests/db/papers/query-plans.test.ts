import { beforeAll, describe, expect, it } from 'vitest'
import { closeDb } from '../../../src/db/client.ts'
import { findNeighbours, findNewestEdition } from '../../../src/db/editions/editions.ts'
import { listPapers, type Scope } from '../../../src/db/papers/paper-lists.ts'
import { findPaper } from '../../../src/db/papers/papers.ts'
import { parseCursor } from '../../../src/domain/cursor.ts'
import type { Order } from '../../../src/domain/ranking.ts'
import { useDatabase } from '../../support/database.ts'

const { query } = useDatabase()

type Scans = { seq: number; index: number }

/** What the server counted on a table; a closed connection has handed in all of its counts. */
async function scansOf(table: string): Promise<Scans> {
  const [row] = await query<Scans>(
    `select seq_scan::int as seq, idx_scan::int as index from pg_stat_user_tables where relname = $1`,
    [table],
  )
  return row ?? { seq: 0, index: 0 }
}

/** How often a read went through a whole table from end to end. */
async function wholeReads(table: string, read: () => Promise<unknown>): Promise<number> {
  const before = await scansOf(table)
  await read()
  await closeDb()
  for (let attempt = 0; attempt < 100; attempt++) {
    const after = await scansOf(table)
    if (after.seq + after.index > before.seq + before.index) return after.seq - before.seq
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`nothing was read from ${table}`)
}

/** 20,000 papers, 50 a day on 400 days; every fifth in cs.CL, every two-hundredth in math.CO. */
beforeAll(async () => {
  await query(`
    insert into papers (id, arxiv_id, title, abstract, published_at, appeared_at, first_listed_on,
      position, imported_votes, votes_log)
    select id, id, 'Paper ' || i, repeat('An abstract of some length. ', 30), day, day, day,
      i % 50, i % 97, case when i % 97 > 0
        then extract(epoch from day - timestamptz '2020-01-01Z') / 172800 + log(2, i % 97) else '-Infinity' end
    from (select i, '2501.' || lpad(i::text, 5, '0') as id,
      timestamptz '2025-01-01Z' + make_interval(days => i / 50) as day
      from generate_series(1, 20000) i) as one`)
  await query(`
    insert into listings (date, paper_id, listed_at, position)
    select first_listed_on, id, appeared_at, position from papers`)
  await query(`
    insert into paper_categories (paper_id, position, category)
    select id, 1, case when position % 5 = 0 then 'cs.CL' else 'cs.LG' end from papers
    union all select id, 2, 'math.CO' from papers where right(id, 2)::int = 7 and position = 7`)
  await query('analyze')
})

const page = (scope: Scope, order: Order, after: string | null = null) =>
  listPapers({ scope, order, after: after ? parseCursor(after) : null, limit: 50 })

describe('with 20,000 papers no whole table is read for', () => {
  const EDITION: Scope = { kind: 'edition', date: '2025-06-10' }

  it.each(['votes', 'trending', 'new', 'discussed'] as const)('an edition by %s', async (order) => {
    expect(await wholeReads('papers', () => page(EDITION, order))).toBe(0)
    expect(await wholeReads('listings', () => page(EDITION, order))).toBe(0)
  })

  it('the first page of trending, and the second', async () => {
    const scope: Scope = { kind: 'voted' }
    const first = await page(scope, 'trending')
    expect(first.papers).toHaveLength(50)
    expect(await wholeReads('papers', () => page(scope, 'trending'))).toBe(0)
    expect(await wholeReads('papers', () => page(scope, 'trending', first.next))).toBe(0)
  })

  it('a small category', async () => {
    const scope: Scope = { kind: 'category', name: 'math.CO' }
    expect((await page(scope, 'new')).papers.length).toBeGreaterThan(20)
    expect(await wholeReads('papers', () => page(scope, 'new'))).toBe(0)
    expect(await wholeReads('paper_categories', () => page(scope, 'new'))).toBe(0)
  })

  it('a large category', async () => {
    const scope: Scope = { kind: 'category', name: 'cs.CL' }
    for (const order of ['new', 'votes'] as const) {
      expect(await wholeReads('papers', () => page(scope, order))).toBe(0)
    }
  })

  it('a paper', async () => {
    expect(await wholeReads('papers', () => findPaper('2501.12345'))).toBe(0)
    expect(await wholeReads('listings', () => findPaper('2501.12345'))).toBe(0)
  })

  it('the newest edition and the arrows', async () => {
    expect(await wholeReads('listings', () => findNewestEdition('2025-06-10'))).toBe(0)
    expect(await wholeReads('listings', () => findNeighbours('2025-06-10', '2026-02-10'))).toBe(0)
  })
})
