/** What sources announce for a day, and the editions that the operator's rule makes of that. */
import type { EditionClock } from '../../domain/edition.ts'
import { editionOpensAt } from '../../domain/edition.ts'
import { type Candidate, chooseForEdition, type ListingRule } from '../../domain/listing-rule.ts'
import { ALL_PAGES } from '../../wire/page-tags.ts'
import { announce } from '../changes.ts'
import { db, type Tx } from '../client.ts'
import {
  type ImportCounts,
  idOf,
  importPapers,
  lockImports,
  type PlacedDraft,
} from '../papers/import-papers.ts'
import { writeListings } from '../papers/paper-writes.ts'
import { recomputeScores } from '../papers/scores.ts'

type Row = Candidate & { announcedAt: Date }

/**
 * Imports a batch from a feed. The days its papers name are kept as announcements and not listed yet;
 * an announcement that is known already stays as it is.
 */
export async function importAnnounced(
  batch: PlacedDraft[],
  { now, clock }: { now: Date; clock: EditionClock },
): Promise<ImportCounts> {
  const unlisted = batch.map(({ draft, position }) => ({
    draft: { ...draft, listings: [] },
    position,
  }))
  const counts = await importPapers(unlisted, { now, clock })
  const announcements = batch.flatMap(({ draft, position }) =>
    draft.listings.map(({ date, listedAt }) => ({
      date,
      paperId: idOf(draft),
      source: draft.source,
      announcedAt: listedAt ?? editionOpensAt(date, clock),
      position,
    })),
  )
  if (announcements.length === 0) return counts
  await db().$executeRaw`
    insert into announcements (date, paper_id, source, announced_at, position)
    select "date", "paperId", "source", "announcedAt", "position"
    from jsonb_to_recordset(${JSON.stringify(announcements)}::jsonb)
      as row ("date" date, "paperId" text, "source" text, "announcedAt" timestamptz, "position" int)
    on conflict do nothing`
  return counts
}

/**
 * Lists in a date's edition what the rule chooses, unless it is listed there already or a curator
 * took it out; returns how many papers.
 */
export async function publishEdition(
  date: string,
  rule: ListingRule,
  clock: EditionClock,
): Promise<number> {
  const listed = await db().$transaction(async (tx) => {
    await lockImports(tx)
    const chosen = chooseForEdition(rule, await listCandidates(tx, date))
    if (chosen.length === 0) return 0
    const ids = chosen.map(({ paperId }) => paperId)
    await writeListings(
      tx,
      chosen.map(({ paperId, announcedAt, position }) => ({
        date,
        paperId,
        listedAt: announcedAt.toISOString(),
        position,
      })),
      clock,
    )
    await tx.$executeRaw`
      update announcements set is_published = true where date = ${date}::date
        and (paper_id, source) in (select * from unnest(${ids}::text[], ${chosen.map(({ source }) => source)}::text[]))`
    await recomputeScores(tx, ids)
    return new Set(ids).size
  })
  if (listed > 0) announce([ALL_PAGES])
  return listed
}

async function listCandidates(tx: Tx, date: string): Promise<Row[]> {
  return tx.$queryRaw<Row[]>`
    select a.paper_id as "paperId", a.source, a.position, a.announced_at as "announcedAt",
      a.is_published as "isPublished", p.title, p.abstract, p.shown_votes as votes,
      array(select category from paper_categories c where c.paper_id = p.id order by c.position) as categories
    from announcements a join papers p on p.id = a.paper_id
    where a.date = ${date}::date and (a.is_published or not (p.withdrawn or p.removed_at is not null
      or exists (select from unlistings u where u.paper_id = a.paper_id and u.date = a.date)))`
}
