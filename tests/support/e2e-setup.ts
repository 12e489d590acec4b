/** One site for all browser tests: the sample, odd papers, and where it is there the seed page of real papers. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { flushChanges } from '../../src/db/changes.ts'
import { closeDb } from '../../src/db/client.ts'
import { importFile } from '../../src/jobs/import-files.ts'
import type { ImportOptions } from '../../src/jobs/import-items.ts'
import { loadSample } from '../../src/jobs/load-sample.ts'
import { oddPapers } from './odd-papers.ts'
import { NEW_YORK } from './papers.ts'
import { makeDatabase, useTestPostgres } from './postgres.ts'
import { TEST_SECRET } from './sign-in.ts'
import { serveSite } from './site.ts'

export const SEED = '../shared/data/seed-papers.ndjson'

export default async function setup() {
  const ended: (() => Promise<unknown>)[] = []
  const end = async () => {
    for (const one of ended.toReversed()) await one()
  }
  try {
    if (!process.env.TEST_POSTGRES) ended.push(await useTestPostgres())
    const { url, drop } = await makeDatabase()
    ended.push(drop)
    Object.assign(process.env, { DATABASE_URL: url, AUTH_SECRET: TEST_SECRET })
    const options = { now: new Date(), clock: NEW_YORK }
    await loadSample(options)
    await importOddPapers(options)
    if (existsSync(SEED)) await importFile(SEED, { ...options, edition: '2026-02-09' })
    await flushChanges()
    await closeDb()
    const site = await serveSite({ DATABASE_URL: url })
    ended.push(() => site.stop())
    process.env.SITE = site.url
    return end
  } catch (error) {
    await end()
    throw error
  }
}

async function importOddPapers(options: ImportOptions) {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-odd-'))
  const file = join(folder, 'odd.ndjson')
  writeFileSync(file, oddPapers())
  const report = await importFile(file, options)
  rmSync(folder, { recursive: true })
  if (!report || report.quarantined > 0) throw new Error('The odd papers were not all imported.')
}
