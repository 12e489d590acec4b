/** Stores what a source gives, batch by batch, and counts it. */
import { setImmediate } from 'node:timers/promises'
import type { importAnnounced } from '../db/editions/announcements.ts'
import { type ImportCounts, importPapers, type PlacedDraft } from '../db/papers/import-papers.ts'
import { endRun, startRun } from '../db/sources/import-runs.ts'
import { type QuarantinedItem, quarantine } from '../db/sources/quarantine.ts'
import type { EditionClock, EditionDate } from '../domain/edition.ts'
import type { PaperDraft } from '../domain/paper.ts'
import type { SourceItem } from '../sources/source.ts'

const BATCH = 500
const AT_A_STRETCH = 50

export type ImportReport = ImportCounts & { quarantined: number }
/** `edition`: where to list papers for which the source itself names no date. */
export type ImportOptions = { now: Date; clock: EditionClock; edition?: EditionDate }
/** `seen`: items read so far, whatever became of them. */
export type Tally = { report: ImportReport; seen: number }

export function newTally(): Tally {
  return { report: { imported: 0, updated: 0, unchanged: 0, quarantined: 0 }, seen: 0 }
}

/** Imports a file's items, as one run with its own row. */
export async function importItems(
  source: string,
  items: AsyncIterable<SourceItem>,
  options: ImportOptions,
): Promise<ImportReport> {
  const since = performance.now()
  const run = await startRun(source, options.now)
  const tally = newTally()
  const result = () => ({
    ...tally.report,
    seen: tally.seen,
    endedAt: new Date(options.now.getTime() + performance.now() - since),
  })
  try {
    await storeItems(source, items, options, tally, importPapers)
  } catch (error) {
    await endRun(run, { ...result(), error: String(error) })
    throw error
  }
  await endRun(run, result())
  return tally.report
}

/**
 * Stores items and adds them to the tally as it goes: papers with `write` (importPapers, or
 * importAnnounced for feeds), the rest in quarantine.
 */
export async function storeItems(
  source: string,
  items: AsyncIterable<SourceItem>,
  { now, clock, edition }: ImportOptions,
  tally: Tally,
  write: typeof importPapers | typeof importAnnounced,
): Promise<void> {
  const batches = batchesOf(items, () => {
    tally.seen++
  })
  for await (const { drafts, rejected } of batches) {
    const placed = drafts.map(({ draft, position }) => ({
      draft: listOn(draft, edition),
      position,
    }))
    if (placed.length > 0) add(tally.report, await write(placed, { now, clock }))
    if (rejected.length > 0) await quarantine(source, rejected)
    tally.report.quarantined += rejected.length
  }
}

/** Adds a batch's or a file's counts to a sum. */
export function add<Counts extends Record<string, number>>(sum: Counts, counts: Partial<Counts>) {
  for (const [name, value] of Object.entries(counts)) {
    ;(sum as Record<string, number>)[name] = (sum[name] ?? 0) + Number(value)
  }
}

async function* batchesOf(items: AsyncIterable<SourceItem>, count: () => void) {
  let position = 0
  let drafts: PlacedDraft[] = []
  let rejected: QuarantinedItem[] = []
  for await (const item of items) {
    count()
    if ('draft' in item) drafts.push({ draft: item.draft, position })
    else rejected.push(item.quarantined)
    position++
    // This thread also serves readers.
    if (position % AT_A_STRETCH === 0) await setImmediate()
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
