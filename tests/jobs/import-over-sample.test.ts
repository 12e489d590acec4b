import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { countEverything, findPaper } from '../../src/db/papers/papers.ts'
import { importFile } from '../../src/jobs/import-files.ts'
import { loadSample } from '../../src/jobs/load-sample.ts'
import { useDatabase } from '../support/database.ts'
import { NEW_YORK } from '../support/papers.ts'
import { aFile, dayItem, hasRealFiles, REAL_FILES } from './given-files.ts'

const { query } = useDatabase()
const options = { now: new Date('2026-02-10T12:00:00Z'), clock: NEW_YORK }

describe('after the sample', () => {
  it('a real source replaces summary and counts of a paper, and adds no second', async () => {
    await loadSample(options)
    const [row] = await query<{ id: string }>(
      'select id from papers where arxiv_id is not null order by id limit 1',
    )
    const id = row?.id ?? ''
    const before = await findPaper(id)
    const day = JSON.stringify([dayItem(id, { votes: 3, title: 'Its real title' })])
    expect(await importFile(await aFile(day), options)).toMatchObject({ imported: 0, updated: 1 })
    expect(before?.summarised).toBe(true)
    expect(await findPaper(id)).toMatchObject({
      title: 'Its real title',
      abstract: `About ${id}.`,
      summarised: false,
      importedVotes: 3,
      importedComments: 2,
      categories: before?.categories,
    })
    expect((await findPaper(id))?.listings).toHaveLength((before?.listings.length ?? 0) + 1)
  })

  it.skipIf(!hasRealFiles)(
    'the seed page is the same 58 papers, no longer summarised',
    async () => {
      const path = join(REAL_FILES, 'seed-papers.ndjson')
      const report = await importFile(path, { ...options, edition: '2026-02-09' })
      expect(report).toEqual({ imported: 0, updated: 58, unchanged: 0, quarantined: 0 })
      expect((await countEverything()).papers).toBe(58)
      expect(await query('select 1 from papers where summarised')).toEqual([])
    },
  )
})
