import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { countPapers, listPapers } from '../../src/db/papers/paper-lists.ts'
import { countEverything, findPaper } from '../../src/db/papers/papers.ts'
import { importFile } from '../../src/jobs/import-files.ts'
import { reconcile } from '../../src/jobs/reconcile.ts'
import { useDatabase } from '../support/database.ts'
import { NEW_YORK } from '../support/papers.ts'
import { hasRealFiles, REAL_FILES } from './given-files.ts'

const { query } = useDatabase()

const importIt = (name: string, edition?: string) =>
  importFile(join(REAL_FILES, name), {
    now: new Date('2026-02-10T12:00:00Z'),
    clock: NEW_YORK,
    edition,
  })

describe.skipIf(!hasRealFiles)('the real files', () => {
  it('of the seed page fill the edition they are listed on', async () => {
    const report = await importIt('seed-papers.ndjson', '2026-02-09')
    expect(report).toEqual({ imported: 58, updated: 0, unchanged: 0, quarantined: 0 })
    const scope = { kind: 'edition', date: '2026-02-09' } as const
    expect(await countPapers(scope)).toBe(58)
    const { papers } = await listPapers({ scope, order: 'votes', after: null, limit: 200 })
    expect(papers.filter(({ arxivId }) => arxivId === null)).toHaveLength(1)
    expect(new Set(papers.map(({ title }) => title)).size).toBe(58)
  })

  it('of the seed page change nothing the second time', async () => {
    const papers = () => query('select p::text from papers p order by id')
    const before = await papers()
    const report = await importIt('seed-papers.ndjson', '2026-02-09')
    expect(report).toEqual({ imported: 0, updated: 0, unchanged: 58, quarantined: 0 })
    expect(await papers()).toEqual(before)
  })

  it('with what is known of the same papers add to them', async () => {
    const report = await importIt('seed-facts.ndjson')
    expect(report).toMatchObject({ imported: 0, quarantined: 0 })
    expect((await countEverything()).papers).toBe(58)
  })

  it('of a year of Hugging Face are 3,939 papers, and unchanged the second time', async () => {
    const before = (await countEverything()).papers
    const first = await importIt('hugging-face/daily-2025.ndjson.gz')
    expect(first?.quarantined).toBe(0)
    expect((first?.imported ?? 0) + (first?.updated ?? 0) + (first?.unchanged ?? 0)).toBe(3_939)
    expect((await countEverything()).papers).toBe(before + (first?.imported ?? 0))
    const again = await importIt('hugging-face/daily-2025.ndjson.gz')
    expect(again).toEqual({ imported: 0, updated: 0, unchanged: 3_939, quarantined: 0 })
  })

  it('of arXiv’s OAI-PMH come in once', async () => {
    const name = 'arxiv/oai/ListRecords-arXivRaw-1000-2014-01-16.xml'
    const first = await importIt(name)
    expect(first?.imported).toBeGreaterThan(900)
    const again = await importIt(name)
    expect(again).toEqual({ ...first, imported: 0, updated: 0, unchanged: first?.imported })
  })

  it('of single days come in once', async () => {
    for (const day of ['2024-08-02', '2025-03-17', '2025-12-11', '2026-05-13']) {
      await importIt(`hugging-face/days/${day}.json`)
      const again = await importIt(`hugging-face/days/${day}.json`)
      expect(again).toMatchObject({ imported: 0, updated: 0 })
      expect(await countPapers({ kind: 'edition', date: day })).toBeGreaterThan(10)
    }
  })

  it('leave nothing to reconcile', async () => {
    const report = await reconcile(new Date())
    expect(report.repaired).toBe(0)
    expect(report.checked).toBe((await countEverything()).papers)
  })

  it('have one paper that only its title names', async () => {
    const [row] = await query<{ id: string }>('select id from papers where arxiv_id is null')
    expect(await findPaper(row?.id ?? '')).toMatchObject({ arxivId: null })
  })
})
