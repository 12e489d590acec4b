/** Files that tests make up, and what comes out when they are opened. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { PaperDraft } from '../../src/domain/paper.ts'
import { openFile } from '../../src/sources/file/open-file.ts'
import type { SourceItem, Understood } from '../../src/sources/source.ts'

const folders: string[] = []
afterAll(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})

/** The path of a new file with this content; its name says nothing. */
export async function aFile(content: string | Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'broadsheet-'))
  folders.push(folder)
  const path = join(folder, 'file')
  await writeFile(path, content)
  return path
}

export async function opened(content: string | Uint8Array): Promise<Understood | null> {
  return await openFile(await aFile(content))
}

export async function itemsOf(understood: Understood | null): Promise<SourceItem[]> {
  if (!understood) throw new Error('the file was not understood')
  const items: SourceItem[] = []
  for await (const item of understood.items) items.push(item)
  return items
}

/** Everything in a file, sorted into papers and reasons. */
export async function readAll(understood: Understood | null) {
  const items = await itemsOf(understood)
  const drafts = items.flatMap((item) => ('draft' in item ? [item.draft] : []))
  const quarantined = items.flatMap((item) => ('quarantined' in item ? [item.quarantined] : []))
  return { drafts, quarantined, reasons: quarantined.map(({ reason }) => reason) }
}

/** The only paper of a file with this content. */
export async function onlyDraft(content: string | Uint8Array): Promise<PaperDraft> {
  const { drafts, reasons } = await readAll(await opened(content))
  const [draft] = drafts
  if (!draft || drafts.length > 1) throw new Error(`${drafts.length} papers, ${reasons.join()}`)
  return draft
}

export function ndjson(...values: unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('')
}
