import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { countByDay } from '../../src/db/editions/editions.ts'
import { isEditionDay, newestOpenedDate } from '../../src/domain/edition.ts'
import { loadSample } from '../../src/jobs/load-sample.ts'
import { useDatabase } from '../support/database.ts'
import { NEW_YORK } from '../support/papers.ts'

const { query } = useDatabase()

/** A Saturday. */
const NOW = new Date('2026-02-14T12:00:00Z')
const options = { now: NOW, clock: NEW_YORK }

type Line = { arxivId: string | null; title: string; votes: number | null; comments: number | null }
const LINES = readFileSync('prisma/sample/papers.ndjson', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Line)

describe('the sample', () => {
  it('loads into an empty site', async () => {
    const report = await loadSample(options)
    expect(report).toEqual({ imported: 58, updated: 0, unchanged: 0, quarantined: 0 })
    expect(LINES).toHaveLength(58)
  })

  it('stands on ten editions, all of them weekdays that have opened', async () => {
    const days = await countByDay('2020-01-01', '2030-01-01')
    const dates = [...days.keys()].toSorted()
    expect(dates).toHaveLength(10)
    expect(dates.filter((date) => !isEditionDay(date))).toEqual([])
    expect(dates.at(-1)).toBe(newestOpenedDate(NOW, NEW_YORK))
    expect([dates[0], dates.at(-1)]).toEqual(['2026-02-02', '2026-02-13'])
  })

  it('fills the front page and leaves no day empty', async () => {
    const days = await countByDay('2020-01-01', '2030-01-01')
    expect(days.get('2026-02-13')).toBeGreaterThanOrEqual(20)
    expect(Math.min(...days.values())).toBeGreaterThanOrEqual(3)
    expect([...days.values()].reduce((sum, count) => sum + count, 0)).toBe(58)
  })

  it('says of every abstract that it is a summary', async () => {
    expect(
      await query('select id from papers where summarised is false or abstract is null'),
    ).toEqual([])
  })

  it('has the counts of its file, and no votes of members', async () => {
    const rows = await query<{ title: string; votes: number; comments: number }>(
      `select title, imported_votes as votes, imported_comments as comments from papers
       where vote_count = 0 and comment_count = 0`,
    )
    const counts = (all: Line[]) =>
      all
        .map(({ title, votes, comments }) => ({
          title,
          votes: votes ?? 0,
          comments: comments ?? 0,
        }))
        .toSorted((a, b) => (a.title < b.title ? -1 : 1))
    expect(rows.toSorted((a, b) => (a.title < b.title ? -1 : 1))).toEqual(counts(LINES))
  })

  it('does not load a second time, nor where any paper is', async () => {
    expect(await loadSample(options)).toBeNull()
    await query('delete from papers where id <> (select min(id) from papers)')
    expect(await loadSample(options)).toBeNull()
    expect(await query('select 1 from papers')).toHaveLength(1)
  })
})
