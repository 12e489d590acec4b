/** One paper with everything its page shows, and its authors, organizations and categories. */
import type { PaperCard } from '../../domain/paper-card.ts'
import { utcDay } from '../../domain/utc-day.ts'
import { db } from '../client.ts'
import { REMOVED_IDS } from './removals.ts'

export type Person = { slug: string; name: string }
/** `rank`: the paper's place by votes that day; null without votes. */
export type PaperListing = { date: string; rank: number | null }
export type Paper = PaperCard & {
  authors: Person[]
  listings: PaperListing[]
  version: number | null
  /** The authors' note on arXiv. */
  note: string | null
  doi: string | null
  journalRef: string | null
  license: string | null
  codeUrl: string | null
  projectUrl: string | null
  /** Counts from other sites, included in `votes` and `comments`. */
  importedVotes: number
  importedComments: number
}

/** A paper by its canonical id; null if there is none or it is removed. */
export async function findPaper(id: string): Promise<Paper | null> {
  const row = await db().paper.findUnique({
    where: { id, removedAt: null },
    include: {
      organizationRow: true,
      categories: { orderBy: { position: 'asc' } },
      authorships: { orderBy: { position: 'asc' }, include: { author: true } },
    },
  })
  if (!row) return null
  const listings = await listListings(id)
  return {
    id: row.id,
    arxivId: row.arxivId,
    title: row.title,
    abstract: row.abstract,
    summarised: row.summarised,
    authorCount: row.authorCount,
    organization: row.organizationRow,
    publishedOn: row.publishedAt && utcDay(row.publishedAt),
    categories: row.categories.map(({ category }) => category),
    votes: row.shownVotes,
    comments: row.shownComments,
    withdrawn: row.withdrawn,
    score: Number(row.trend),
    rank: listings[0]?.rank ?? null,
    appearedAt: row.appearedAt,
    authors: row.authorships.map(({ name, author }) => ({ slug: author.slug, name })),
    listings,
    version: row.version,
    note: row.note,
    doi: row.doi,
    journalRef: row.journalRef,
    license: row.license,
    codeUrl: row.codeUrl,
    projectUrl: row.projectUrl,
    importedVotes: row.importedVotes,
    importedComments: row.importedComments,
  }
}

/** The name of an organization, or null. */
export async function findOrganization(slug: string): Promise<Person | null> {
  return db().organization.findUnique({ where: { slug } })
}

/** The name of an author, or null. */
export async function findAuthor(slug: string): Promise<Person | null> {
  return db().author.findUnique({ where: { slug }, select: { slug: true, name: true } })
}

export async function hasCategory(category: string): Promise<boolean> {
  return (
    (await db().paperCategory.findFirst({ where: { category, paper: { removedAt: null } } })) !==
    null
  )
}

/** The categories with the most papers here, fullest first. */
export async function listCategories(limit: number): Promise<string[]> {
  const rows = await db().$queryRaw<{ category: string }[]>`
    select category from paper_categories where paper_id not in ${REMOVED_IDS}
    group by category order by count(*) desc, category limit ${limit}`
  return rows.map(({ category }) => category)
}

export async function hasPapers(): Promise<boolean> {
  return (await db().paper.findFirst({ select: { id: true } })) !== null
}

/**
 * arXiv ids of listed papers about which the list said too little: no date of publication, or no
 * category. Most recently listed first.
 */
export async function listBarePapers(limit: number): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    select id from papers
    where arxiv_id is not null and first_listed_on is not null
      and (published_at is null or not exists (select 1 from paper_categories c where c.paper_id = id))
    order by first_listed_on desc, id limit ${limit}`
  return rows.map(({ id }) => id)
}

/** How many papers, editions, authors and organizations there are. */
export async function countEverything() {
  const [row] = await db().$queryRaw<
    { papers: number; editions: number; authors: number; organizations: number }[]
  >`select (select count(*) from papers where id not in ${REMOVED_IDS})::int as papers,
      (select count(distinct date) from listings where paper_id not in ${REMOVED_IDS})::int as editions,
      (select count(*) from authors)::int as authors,
      (select count(*) from organizations)::int as organizations`
  return row ?? { papers: 0, editions: 0, authors: 0, organizations: 0 }
}

async function listListings(id: string): Promise<PaperListing[]> {
  return db().$queryRaw<PaperListing[]>`
    select own.date::text as date, case when self.shown_votes > 0 then (
      select 1 + count(*)::int from listings l join papers p on p.id = l.paper_id
      where l.date = own.date and p.removed_at is null and (p.shown_votes > self.shown_votes or (p.shown_votes = self.shown_votes
        and (l.listed_at, l.position, p.id) < (own.listed_at, own.position, self.id)))
    ) end as rank
    from listings own join papers self on self.id = own.paper_id
    where own.paper_id = ${id} order by own.date`
}
