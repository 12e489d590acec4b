/** The papers of the pictures: the sample's true ones, and made-up ones that are hard to show. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { db } from '../../../src/db/client.ts'
import { importFile } from '../../../src/jobs/import-files.ts'
import { loadSample } from '../../../src/jobs/load-sample.ts'
import { oddPapers } from '../../support/odd-papers.ts'
import { NEW_YORK } from '../../support/papers.ts'
import { NOW, TODAY } from './moment.ts'

/** Known, and in no edition; the first three were submitted. */
export const UNLISTED = ['2602.00001', '2602.00002', '2602.00003', '2602.00004', '2602.00005']
export const REMOVED = '2602.00009'

const OPTIONS = { now: NOW, clock: NEW_YORK }

/** Returns the ids of today's edition, in the order of its file. */
export async function givePapers(): Promise<string[]> {
  await loadSample(OPTIONS)
  await importLines(oddPapers())
  const more = UNLISTED.map((id, index) => ({
    id,
    title: `Field Notes on Submitted Paper ${index + 1}`,
    abstract: `What the ${index + 1} of many submitted papers is about, in one sentence of its own.`,
    authors: ['Ada Example', 'Bo Sample'],
    categories: ['cs.CL'],
    published: '2026-02-05',
  }))
  const removed = { ...more[0], id: REMOVED, title: 'A Paper That Was No Paper', listedOn: TODAY }
  await importLines([...more, removed].map((line) => JSON.stringify(line)).join('\n'))
  // Of a first listing the database notes its own time, which no clock of ours stops.
  await db().$executeRaw`update papers p set created_at = ${NOW}, first_listed_at = l.listed_at,
    news_at = case when l.date > '2026-01-30' then l.listed_at end
    from (select paper_id, min(date) as date, min(listed_at) as listed_at from listings group by 1) l
    where l.paper_id = p.id`
  // On a clock that stands still all imports end at once; the last is the last all the same.
  await db()
    .$executeRaw`update import_runs set started_at = ${NOW}::timestamptz - (9 - id) * interval '1 minute',
    ended_at = ${NOW}::timestamptz - (9 - id) * interval '1 minute'`
  const today = await db().listing.findMany({
    where: { date: new Date(TODAY), paperId: { not: REMOVED } },
    orderBy: { position: 'asc' },
  })
  return today.map(({ paperId }) => paperId)
}

async function importLines(lines: string) {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-pictures-'))
  const file = join(folder, 'papers.ndjson')
  writeFileSync(file, lines)
  const report = await importFile(file, OPTIONS)
  rmSync(folder, { recursive: true })
  if (!report || report.quarantined > 0) throw new Error('The papers were not all imported.')
}
