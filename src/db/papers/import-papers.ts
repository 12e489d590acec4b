/** Writes drafts from any source: one row per paper, however often and in whatever order they arrive. */
import { isDeepStrictEqual } from 'node:util'
import { type EditionClock, editionOpensAt } from '../../domain/edition.ts'
import type { PaperDraft } from '../../domain/paper.ts'
import {
  mergeDraft,
  mergeRecords,
  type SourceRecord,
  saysTheSame,
} from '../../domain/paper-merge.ts'
import { paperSlug } from '../../domain/slug.ts'
import { ALL_PAGES } from '../../wire/page-tags.ts'
import { announce } from '../changes.ts'
import { db, type Tx } from '../client.ts'
import { type Known, readKnown } from './known-papers.ts'
import {
  type NewListing,
  type WrittenPaper,
  writeListings,
  writePapers,
  writeRecords,
} from './paper-writes.ts'
import { recomputeScores } from './scores.ts'

/** A draft and its position in the file or answer it came from. */
export type PlacedDraft = { draft: PaperDraft; position: number }
export type ImportCounts = { imported: number; updated: number; unchanged: number }

type Records = Known['records']

/**
 * Imports a batch (a few hundred) in one transaction. Imports wait for each other, so two with the
 * same papers neither deadlock nor write a paper twice. No paper is listed in an edition that a
 * curator took it out of.
 */
export async function importPapers(
  batch: PlacedDraft[],
  options: { now: Date; clock: EditionClock },
): Promise<ImportCounts> {
  const counts = await db().$transaction((tx) => importInto(tx, batch, options), {
    timeout: 120_000,
    maxWait: 120_000,
  })
  if (counts.imported + counts.updated > 0) announce([ALL_PAGES])
  return counts
}

/** The same inside a larger transaction, whose pages the caller announces. */
export async function importInto(
  tx: Tx,
  batch: PlacedDraft[],
  { now, clock }: { now: Date; clock: EditionClock },
): Promise<ImportCounts> {
  if (batch.length === 0) return { imported: 0, updated: 0, unchanged: 0 }
  await lockImports(tx)
  const known = await readKnown(tx, [...new Set(batch.map(({ draft }) => idOf(draft)))])
  const { counts, records, listings } = fold(batch, known, now, clock)
  if (records.size === 0 && listings.length === 0) return counts
  const papers = papersOf(records, known)
  await writePapers(tx, papers)
  await writeRecords(tx, [...records].flatMap(rowsOf))
  await writeListings(tx, listings, clock)
  const moved = [...papers.map(({ id }) => id), ...listings.map(({ paperId }) => paperId)]
  await recomputeScores(tx, [...new Set(moved)])
  return counts
}

/** Until it ends, only this transaction may write papers and listings. */
export async function lockImports(tx: Tx): Promise<void> {
  // An import may be under way, which takes longer than any row lock.
  await tx.$executeRaw`set local lock_timeout to 7000`
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('import'))`
}

/** The id of a draft's paper, which is also its address. */
export function idOf(draft: PaperDraft): string {
  return draft.arxivId ?? paperSlug(draft.title, draft.publishedAt)
}

/** `records`: for each paper with something to write, all of its records. */
function fold(batch: PlacedDraft[], known: Known, now: Date, clock: EditionClock) {
  const counts: ImportCounts = { imported: 0, updated: 0, unchanged: 0 }
  const records: Records = new Map()
  const listings: NewListing[] = []
  const decided = new Set(known.decided)
  for (const { draft, position } of batch) {
    const id = idOf(draft)
    const before = records.get(id) ?? known.records.get(id)
    const old = before?.find(({ source }) => source === draft.source) ?? null
    const merged = mergeDraft(old, draft, now.toISOString())
    const unlisted = draft.listings.filter(({ date }) => !decided.has(`${date} ${id}`))
    for (const { date, listedAt } of unlisted) {
      decided.add(`${date} ${id}`)
      const opened = listedAt ?? editionOpensAt(date, clock)
      listings.push({ date, paperId: id, listedAt: opened, position })
    }
    const isChanged = !old || (merged !== old && !saysTheSame(merged, old))
    if (!before) counts.imported++
    else if (isChanged || unlisted.length > 0) counts.updated++
    else counts.unchanged++
    if (merged === old) continue
    records.set(id, [...(before ?? []).filter((record) => record !== old), merged])
  }
  return { counts, records, listings }
}

/** Papers that are new, or whose records now add up to something different. */
function papersOf(records: Records, known: Known): WrittenPaper[] {
  return [...records].flatMap(([id, after]) => {
    const facts = mergeRecords(after)
    const before = known.records.get(id)
    if (before && isDeepStrictEqual(facts, mergeRecords(before))) return []
    return [{ id, facts, isKnown: before !== undefined }]
  })
}

function rowsOf([id, records]: [string, SourceRecord[]]) {
  return records.map((record) => ({ id, record }))
}
