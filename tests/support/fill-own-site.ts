/**
 * A process of its own, on the database of its environment: imports papers and signs members in, as
 * its argument says, and prints their cookies by address. See own-site.ts.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { flushChanges } from '../../src/db/changes.ts'
import { closeDb } from '../../src/db/client.ts'
import { importFile } from '../../src/jobs/import-files.ts'
import type { Filling } from './own-site.ts'
import { NEW_YORK } from './papers.ts'
import { aMember } from './sign-in.ts'

const { papers, members }: Filling = JSON.parse(process.argv[2] ?? '')
const folder = mkdtempSync(join(tmpdir(), 'broadsheet-own-'))
const file = join(folder, 'papers.ndjson')
writeFileSync(file, papers.map((line) => JSON.stringify(line)).join('\n'))
const report = await importFile(file, { now: new Date(), clock: NEW_YORK })
rmSync(folder, { recursive: true })
if (!report || report.quarantined > 0) throw new Error('The papers were not all imported.')
const cookies: Record<string, string> = {}
for (const [email, role] of Object.entries(members)) {
  cookies[email] = (await aMember({ email, role })).cookie
}
await flushChanges()
await closeDb()
console.log(JSON.stringify(cookies))
process.exit(0)
