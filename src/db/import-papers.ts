/** Writes drafts from any source: one row per paper, however often and in whatever order they come. */
import { type EditionClock, editionOpensAt } from '../domain/edition.ts'
import { ALL_PAGES } from '../domain/page-tags.ts'
import type { PaperDraft } from '../domain/paper.ts'
import { mergeDraft, mergeRecords, type SourceRecord, saysTheSame } from '../domain/paper-merge.ts'
import { paperSlug } from '../domain/slug.ts'
import { announce } from './changes.ts'
import { db, type Tx } from './client.ts'
import { Prisma } from './generated/client.ts'
import { type NewListing, writeListings, writePapers, writeRecords } from './paper-writes.ts'
import { recomputeScores } from './scores.ts'

/** A draft and its place in the file or answer that gave it. */
export type PlacedDraft = { draft: PaperDraft; position: number }
export type ImportCounts = { imported: number; updated: number; unchanged: number }

type Known = {
  papers: Set<string>
  records: Map<string, SourceRecord>
  listings: Set<string>
}

/**
 * Imports a batch (some hundreds) in one transaction. Imports wait for each other, so two of the
 * same papers at once neither deadlock nor write a paper twice.
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

/** The same as a part of a larger transaction, whose pages the caller announces. */
export async function importInto(
  tx: Tx,
  batch: PlacedDraft[],
  { now, clock }: { now: Date; clock: EditionClock },
): Promise<ImportCounts> {
  if (batch.length === 0) return { imported: 0, updated: 0, unchanged: 0 }
  await lockImports(tx)
  const known = await readKnown(tx, [...new Set(batch.map(({ draft }) => idOf(draft)))])
  const { counts, changed, listings } = fold(batch, known, now, clock)
  if (changed.size === 0 && listings.length === 0) return counts
  const records = [...known.records].map(([key, record]) => ({ id: paperOf(key), record }))
  const papers = [...changed].map((id) => ({
    id,
    facts: mergeRecords(records.filter((row) => row.id === id).map((row) => row.record)),
  }))
  await writePapers(tx, papers)
  await writeRecords(
    tx,
    records.filter((row) => changed.has(row.id)),
  )
  await writeListings(tx, listings)
  const touched = new Set([...changed, ...listings.map((listing) => listing.paperId)])
  await recomputeScores(tx, [...touched])
  return counts
}

/** Lets this transaction alone write papers and listings until it ends. */
export async function lockImports(tx: Tx): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('import'))`
}

/** The address a draft's paper has. */
export function idOf(draft: PaperDraft): string {
  return draft.arxivId ?? paperSlug(draft.title, draft.publishedAt)
}

function fold(batch: PlacedDraft[], known: Known, now: Date, clock: EditionClock) {
  const counts: ImportCounts = { imported: 0, updated: 0, unchanged: 0 }
  const changed = new Set<string>()
  const listings: NewListing[] = []
  for (const { draft, position } of batch) {
    const id = idOf(draft)
    const key = `${id} ${draft.source}`
    const old = known.records.get(key) ?? null
    const merged = mergeDraft(old, draft, now.toISOString())
    const isChanged = !old || !saysTheSame(merged, old)
    const isListed = (date: string) => known.listings.has(`${date} ${id}`)
    const unlisted = draft.listings.filter((listing) => !isListed(listing.date))
    for (const { date, listedAt } of unlisted) {
      known.listings.add(`${date} ${id}`)
      const opened = listedAt ?? editionOpensAt(date, clock)
      listings.push({ date, paperId: id, listedAt: opened, position })
    }
    if (!known.papers.has(id)) counts.imported++
    else if (isChanged || unlisted.length > 0) counts.updated++
    else counts.unchanged++
    if (merged !== old) changed.add(id)
    known.papers.add(id)
    known.records.set(key, merged)
  }
  return { counts, changed, listings }
}

async function readKnown(tx: Tx, ids: string[]): Promise<Known> {
  const [papers, records, listings] = [
    await tx.paper.findMany({ where: { id: { in: ids } }, select: { id: true } }),
    await tx.sourceRecord.findMany({ where: { paperId: { in: ids } } }),
    await tx.$queryRaw<{ key: string }[]>`
      select date || ' ' || paper_id as key from listings where paper_id in (${Prisma.join(ids)})`,
  ]
  return {
    papers: new Set(papers.map(({ id }) => id)),
    records: new Map(
      records.map((row) => [
        `${row.paperId} ${row.source}`,
        {
          source: row.source as SourceRecord['source'],
          version: row.version,
          revisedAt: row.revisedAt?.toISOString() ?? null,
          observedAt: row.observedAt.toISOString(),
          content: row.content as SourceRecord['content'],
          votes: row.votes,
          comments: row.comments,
          countedAt: row.countedAt?.toISOString() ?? null,
        },
      ]),
    ),
    listings: new Set(listings.map(({ key }) => key)),
  }
}

function paperOf(key: string): string {
  return key.slice(0, key.lastIndexOf(' '))
}
