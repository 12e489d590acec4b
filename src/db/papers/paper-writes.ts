/** The statements that write papers and what belongs to them, a batch at a time. */
import { parseArxivId } from '../../domain/arxiv-id.ts'
import { NEWS_MS, opening } from '../../domain/digest-turn.ts'
import type { EditionClock } from '../../domain/edition.ts'
import type { PaperFacts, SourceRecord } from '../../domain/paper-merge.ts'
import { slugOf } from '../../domain/slug.ts'
import type { Tx } from '../client.ts'

export type NewListing = { date: string; paperId: string; listedAt: string; position: number }

/** `isKnown`: the paper has a row already. */
export type WrittenPaper = { id: string; facts: PaperFacts; isKnown: boolean }

/**
 * Inserts or overwrites papers with their organizations, authors and categories. An organization set
 * by a curator stays (empty: set to none).
 */
export async function writePapers(tx: Tx, papers: WrittenPaper[]) {
  if (papers.length === 0) return
  await writeOrganizations(tx, papers)
  const rows = papers.map(({ id, facts }) => ({
    ...facts,
    id,
    arxivId: parseArxivId(id) ? id : null,
    organization: facts.organization?.slug ?? null,
    withdrawn: facts.withdrawn ?? false,
    authors: undefined,
    categories: undefined,
  }))
  await tx.$executeRaw`
    insert into papers (id, arxiv_id, title, abstract, summarised, author_count, organization,
      published_at, version, comment, doi, journal_ref, license, code_url, project_url, withdrawn,
      imported_votes, imported_comments, appeared_at)
    select "id", "arxivId", "title", "abstract", "summarised", "authorCount", "organization",
      "publishedAt", "version", "note", "doi", "journalRef", "license", "codeUrl", "projectUrl",
      "withdrawn", "importedVotes", "importedComments", coalesce("publishedAt"::timestamp at time zone 'UTC', now())
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as draft ("id" text, "arxivId" text,
      "title" text, "abstract" text, "summarised" bool, "authorCount" int, "organization" text,
      "publishedAt" date, "version" int, "note" text, "doi" text, "journalRef" text,
      "license" text, "codeUrl" text, "projectUrl" text, "withdrawn" bool, "importedVotes" int,
      "importedComments" int)
    on conflict (id) do update set title = excluded.title, abstract = excluded.abstract,
      summarised = excluded.summarised, author_count = excluded.author_count,
      organization = case when papers.set_organization is null then excluded.organization
        else nullif(papers.set_organization, '') end, published_at = excluded.published_at,
      version = excluded.version, comment = excluded.comment, doi = excluded.doi,
      journal_ref = excluded.journal_ref, license = excluded.license,
      code_url = excluded.code_url, project_url = excluded.project_url,
      withdrawn = excluded.withdrawn, imported_votes = excluded.imported_votes,
      imported_comments = excluded.imported_comments, updated_at = now()`
  await writeAuthors(tx, papers)
  await writeCategories(tx, papers)
}

/** Inserts or overwrites source records. */
export async function writeRecords(tx: Tx, rows: { id: string; record: SourceRecord }[]) {
  if (rows.length === 0) return
  const records = rows.map(({ id, record }) => ({ id, ...record }))
  await tx.$executeRaw`
    insert into source_records (paper_id, source, version, revised_at, observed_at, content, votes,
      comments, counted_at)
    select "id", "source", "version", "revisedAt", "observedAt", "content", "votes", "comments", "countedAt"
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as record ("id" text, "source" text,
      "version" int, "revisedAt" timestamptz, "observedAt" timestamptz, "content" jsonb,
      "votes" int, "comments" int, "countedAt" timestamptz)
    on conflict (paper_id, source) do update set version = excluded.version,
      revised_at = excluded.revised_at, observed_at = excluded.observed_at,
      content = excluded.content, votes = excluded.votes, comments = excluded.comments,
      counted_at = excluded.counted_at`
}

/**
 * Lists papers; one that a date already lists keeps its place there. The transaction must hold the
 * import lock.
 */
export async function writeListings(tx: Tx, listings: NewListing[], clock: EditionClock) {
  if (listings.length === 0) return
  await tx.$executeRaw`
    insert into listings (date, paper_id, listed_at, position)
    select "date", "paperId", "listedAt", "position"
    from jsonb_to_recordset(${JSON.stringify(listings)}::jsonb)
      as listing ("date" date, "paperId" text, "listedAt" timestamptz, "position" int)
    on conflict do nothing`
  await noteNews(tx, listings, clock)
}

/**
 * Records when papers became news, if they were never listed before: now or, if that is later, when
 * their edition opens; never if it opened more than a week ago. Digests go by this instant alone, so
 * it is by the database's clock, taken while nobody else can list, and never changes.
 */
export async function noteNews(
  tx: Tx,
  listings: Pick<NewListing, 'paperId' | 'date'>[],
  clock: EditionClock,
): Promise<void> {
  const editions = listings.map(({ paperId, date }) => ({ paperId, opensAt: opening(date, clock) }))
  await tx.$executeRaw`
    with clock as materialized (select clock_timestamp() as now), edition as (
      select "paperId", min("opensAt") as opens_at
      from jsonb_to_recordset(${JSON.stringify(editions)}::jsonb) as e ("paperId" text, "opensAt" timestamptz)
      group by "paperId"
    )
    update papers set first_listed_at = clock.now, news_at = case
      when edition.opens_at >= clock.now - ${NEWS_MS / 1000}::int * interval '1 second'
        then greatest(clock.now, edition.opens_at) end
    from edition, clock where papers.id = edition."paperId" and papers.first_listed_at is null`
}

async function writeOrganizations(tx: Tx, papers: { facts: PaperFacts }[]) {
  const named = papers.flatMap(({ facts }) => facts.organization ?? [])
  const bySlug = [
    ...new Map(named.map((organization) => [organization.slug, organization])).values(),
  ]
  if (bySlug.length === 0) return
  await tx.$executeRaw`
    insert into organizations (slug, name)
    select slug, name from jsonb_to_recordset(${JSON.stringify(bySlug)}::jsonb) as o (slug text, name text)
    on conflict (slug) do update set name = excluded.name where organizations.name <> excluded.name`
}

async function writeAuthors(tx: Tx, papers: WrittenPaper[]) {
  const rows = papers.flatMap(({ id, facts }) =>
    (facts.authors ?? []).map((name, index) => ({
      id,
      position: index + 1,
      name,
      slug: slugOf(name),
    })),
  )
  const known = papers.filter(({ isKnown }) => isKnown).map(({ id }) => id)
  if (known.length > 0) await tx.$executeRaw`delete from authorships where paper_id = any(${known})`
  if (rows.length === 0) return
  const authors = new Map(rows.toReversed().map(({ slug, name }) => [slug, name]))
  await tx.$executeRaw`
    insert into authors (slug, name)
    select slug, name from unnest(${[...authors.keys()]}::text[], ${[...authors.values()]}::text[]) as a (slug, name)
    where not exists (select 1 from authors where authors.slug = a.slug)
    on conflict (slug) do nothing`
  await tx.$executeRaw`
    insert into authorships (paper_id, position, author_id, name)
    select row.id, row.position, authors.id, row.name
    from unnest(${rows.map(({ id }) => id)}::text[], ${rows.map(({ position }) => position)}::int[],
      ${rows.map(({ name }) => name)}::text[], ${rows.map(({ slug }) => slug)}::text[])
      as row (id, position, name, slug)
    join authors on authors.slug = row.slug`
}

async function writeCategories(tx: Tx, papers: WrittenPaper[]) {
  const rows = papers.flatMap(({ id, facts }) =>
    (facts.categories ?? []).map((category, index) => ({ id, position: index + 1, category })),
  )
  const known = papers.filter(({ isKnown }) => isKnown).map(({ id }) => id)
  if (known.length > 0)
    await tx.$executeRaw`delete from paper_categories where paper_id = any(${known})`
  if (rows.length === 0) return
  await tx.$executeRaw`
    insert into paper_categories (paper_id, position, category)
    select * from unnest(${rows.map(({ id }) => id)}::text[], ${rows.map(({ position }) => position)}::int[],
      ${rows.map(({ category }) => category)}::text[])
    on conflict do nothing`
}
