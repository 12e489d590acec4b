/** Files that jobs import: made up here, or the real ones beside the repository. */
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

const folders: string[] = []
afterAll(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})

/** The path of a new file with this content. */
export async function aFile(content: string | Uint8Array, name = 'papers'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'broadsheet-jobs-'))
  folders.push(folder)
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

export const REAL_FILES = join(import.meta.dirname, '../../../shared/data')
export const hasRealFiles = existsSync(REAL_FILES)
if (!hasRealFiles) console.log(`skipped: there are no real files at ${REAL_FILES}`)

/** An item of a day as Hugging Face answers it. */
export function dayItem(id: string, given: { votes?: number; title?: string; day?: string } = {}) {
  const { votes = 5, title = `Paper ${id}`, day = '2026-02-09' } = given
  return {
    title,
    publishedAt: '2026-02-06T12:00:00.000Z',
    numComments: 2,
    paper: {
      id,
      title,
      summary: `About ${id}.`,
      authors: [{ name: 'Ada Example' }, { name: 'Bo Sample' }],
      publishedAt: '2026-02-06T12:00:00.000Z',
      submittedOnDailyAt: `${day}T03:00:00.000Z`,
      upvotes: votes,
    },
  }
}

/** A card of a seed page, which names no date. */
export function card(arxivId: string | null, title: string) {
  const rest = { abstract: 'We study.', authorCount: 3, org: null, publishedAt: '2026-01-09' }
  return { arxivId, title, ...rest, comments: 1 }
}

export function ndjson(...values: unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('')
}
