/** Imports files of papers: understood by their content, written in batches, told as counts. */
import { type ImportCounts, importPapers, type PlacedDraft } from '../db/import-papers.ts'
import { endRun, type QuarantinedItem, quarantine, startRun } from '../db/import-runs.ts'
import type { EditionClock, EditionDate } from '../domain/edition.ts'
import type { PaperDraft } from '../domain/paper.ts'
import { openFile } from '../sources/file/open-file.ts'
import type { SourceItem } from '../sources/source.ts'

const BATCH = 200

export type ImportReport = ImportCounts & { quarantined: number }
export type ImportOptions = { now: Date; clock: EditionClock; edition?: EditionDate }

/**
 * Imports one file; null when nothing in it is understood, and then nothing has changed.
 * `edition` lists the papers for which the file itself names no date.
 * The file is read to its end before the first write, so a broken one changes nothing either.
 */
export async function importFile(
  path: string,
  options: ImportOptions,
): Promise<ImportReport | null> {
  const found = await openFile(path)
  if (!found) return null
  for await (const _item of found.items);
  return importItems(found.kind, found.items, options)
}

/** Imports what a source gives, as one run with a row of its own. */
export async function importItems(
  source: string,
  items: AsyncIterable<SourceItem>,
  { now, clock, edition }: ImportOptions,
): Promise<ImportReport> {
  const run = await startRun(source, now)
  const report: ImportReport = { imported: 0, updated: 0, unchanged: 0, quarantined: 0 }
  try {
    for await (const { drafts, rejected } of batchesOf(items, edition)) {
      add(report, await importPapers(drafts, { now, clock }))
      await quarantine(source, rejected)
      report.quarantined += rejected.length
    }
  } catch (error) {
    await endRun(run, { ...report, endedAt: endOf(now), error: String(error) })
    throw error
  }
  await endRun(run, { ...report, endedAt: endOf(now) })
  return report
}

/** A run told to begin in the future cannot end before. */
function endOf(startedAt: Date): Date {
  return new Date(Math.max(Date.now(), startedAt.getTime()))
}

/** Adds the counts of one batch or file to a sum. */
export function add<Counts extends Record<string, number>>(sum: Counts, counts: Partial<Counts>) {
  for (const [name, value] of Object.entries(counts)) {
    ;(sum as Record<string, number>)[name] = (sum[name] ?? 0) + Number(value)
  }
}

async function* batchesOf(items: AsyncIterable<SourceItem>, edition?: EditionDate) {
  let position = 0
  let drafts: PlacedDraft[] = []
  let rejected: QuarantinedItem[] = []
  for await (const item of items) {
    if ('draft' in item) drafts.push({ draft: listOn(item.draft, edition), position })
    else rejected.push(item.quarantined)
    position++
    if (drafts.length + rejected.length < BATCH) continue
    yield { drafts, rejected }
    drafts = []
    rejected = []
  }
  if (drafts.length + rejected.length > 0) yield { drafts, rejected }
}

function listOn(draft: PaperDraft, edition?: EditionDate): PaperDraft {
  if (!edition || draft.listings.length > 0) return draft
  return { ...draft, listings: [{ date: edition, listedAt: null }] }
}
