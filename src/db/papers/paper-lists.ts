/** Lists of papers: any scope in any order, in keyset pages that never repeat or skip a paper. */
import { type Cursor, writeCursor } from '../../domain/cursor.ts'
import type { PaperCard } from '../../domain/paper-card.ts'
import type { Order } from '../../domain/ranking.ts'
import { Prisma } from '../generated/client.ts'
import { readRows } from '../read-rows.ts'
import { REMOVED_IDS } from './removals.ts'

export type Scope =
  | { kind: 'edition'; date: string }
  | { kind: 'period'; from: string; to: string }
  | { kind: 'organization'; slug: string }
  | { kind: 'author'; slug: string }
  | { kind: 'category'; name: string }
  /** Every paper that has a vote. */
  | { kind: 'voted' }
  /** What a member has saved, hidden or voted for; in the order `new`, the latest of these acts is first. */
  | { kind: 'saved' | 'hidden' | 'upvoted'; memberId: string }

export type PaperPage = { papers: PaperCard[]; next: string | null }

export type PaperRow = {
  id: string
  arxiv_id: string | null
  title: string
  abstract: string | null
  summarised: boolean
  author_count: number | null
  organization: string | null
  organization_name: string | null
  published_on: string | null
  categories: string[]
  shown_votes: number
  shown_comments: number
  withdrawn: boolean
  score: number
  rank: number | null
  appeared_at: Date
}
type Row = PaperRow & { position: number; key: string }

/**
 * One page of a scope in an order, after a cursor of the same order. `next` is the cursor of the next
 * page, null on the last. Ties: first listed first, then the order in the source, then id.
 */
export async function listPapers({
  scope,
  order,
  after,
  limit,
}: {
  scope: Scope
  order: Order
  after: Cursor | null
  limit: number
}): Promise<PaperPage> {
  const rows = await readRows<Row>(Prisma.sql`
    with entry as (${entriesOf(scope)})
    select p.id, p.arxiv_id, p.title, p.abstract, p.summarised, p.author_count, p.organization,
      o.name as organization_name, p.published_at::text as published_on,
      array(select category from paper_categories c where c.paper_id = p.id order by c.position) as categories,
      p.shown_votes, p.shown_comments, p.withdrawn, p.trend::float8 as score,
      entry.rank::int as rank, entry.appeared_at, entry.position, ${KEYS[order]}::text as key
    from entry join papers p on p.id = entry.id left join organizations o on o.slug = p.organization
    where ${after ? afterCursor(order, after) : Prisma.sql`true`}
    order by ${ORDER_BY[order]}
    limit ${limit + 1}`)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    papers: shown.map(cardOf),
    next: last && rows.length > limit ? writeCursor(cursorOf(last)) : null,
  }
}

/** How many papers a scope holds. */
export async function countPapers(scope: Scope): Promise<number> {
  const [row] = await readRows<{ count: number }>(Prisma.sql`
    with entry as (${entriesOf(scope)}) select count(*)::int as count from entry`)
  return row?.count ?? 0
}

/**
 * A scope as rows of (id, appeared_at, position, rank), without removed papers; the rank is the
 * place by votes in an edition.
 */
function entriesOf(scope: Scope): Prisma.Sql {
  const fromPapers = (where: Prisma.Sql) => Prisma.sql`
    select p.id, p.appeared_at, p.position, null::int as rank from papers p
    where p.id not in ${REMOVED_IDS} and ${where}`
  switch (scope.kind) {
    case 'edition':
      return Prisma.sql`
        select l.paper_id as id, l.listed_at as appeared_at, l.position,
          case when p.shown_votes > 0 then row_number() over (
            order by p.shown_votes desc, l.listed_at, l.position, p.id) end as rank
        from listings l join papers p on p.id = l.paper_id
        where l.date = ${scope.date}::date and l.paper_id not in ${REMOVED_IDS}`
    case 'period':
      return Prisma.sql`
        select distinct on (paper_id) paper_id as id, listed_at as appeared_at, position,
          null::int as rank
        from listings where date between ${scope.from}::date and ${scope.to}::date
          and paper_id not in ${REMOVED_IDS}
        order by paper_id, date`
    case 'organization':
      return fromPapers(Prisma.sql`p.organization = ${scope.slug}`)
    case 'author':
      return fromPapers(Prisma.sql`p.id in (select s.paper_id from authorships s
        join authors a on a.id = s.author_id where a.slug = ${scope.slug})`)
    case 'category':
      return fromPapers(
        Prisma.sql`p.id in (select paper_id from paper_categories where category = ${scope.name})`,
      )
    case 'voted':
      return fromPapers(Prisma.sql`p.trend > '-Infinity'`)
    case 'saved':
    case 'hidden':
    case 'upvoted':
      return Prisma.sql`select paper_id as id, at as appeared_at, 0 as position, null::int as rank
        from (${MARKED[scope.kind](scope.memberId)}) marked where paper_id not in ${REMOVED_IDS}`
  }
}

const MARKED = {
  saved: (id: string) =>
    Prisma.sql`select paper_id, saved_at as at from saves where member_id = ${id}`,
  hidden: (id: string) =>
    Prisma.sql`select paper_id, hidden_at as at from hidden_papers where member_id = ${id}`,
  upvoted: (id: string) => Prisma.sql`select paper_id, cast_at as at from votes
    where member_id = ${id} and withdrawn_at is null`,
}

const KEYS: Record<Order, Prisma.Sql> = {
  votes: Prisma.sql`p.shown_votes`,
  trending: Prisma.sql`p.trend`,
  discussed: Prisma.sql`p.shown_comments`,
  new: Prisma.sql`''`,
}
const TIES = Prisma.sql`entry.appeared_at, entry.position, p.id`
const ORDER_BY: Record<Order, Prisma.Sql> = {
  votes: Prisma.sql`p.shown_votes desc, ${TIES}`,
  trending: Prisma.sql`p.trend desc, ${TIES}`,
  discussed: Prisma.sql`p.shown_comments desc, ${TIES}`,
  new: Prisma.sql`entry.appeared_at desc, entry.position, p.id`,
}

function afterCursor(order: Order, [key, appearedAt, position, id]: Cursor): Prisma.Sql {
  const later = Prisma.sql`(entry.position, p.id) > (${position}, ${id})`
  const at = Prisma.sql`${appearedAt}::timestamptz`
  if (order === 'new') {
    return Prisma.sql`entry.appeared_at <= ${at} and (entry.appeared_at < ${at} or ${later})`
  }
  const value = order === 'trending' ? Prisma.sql`${key}::numeric` : Prisma.sql`${key}::int`
  return Prisma.sql`${KEYS[order]} <= ${value} and (${KEYS[order]} < ${value}
    or entry.appeared_at > ${at} or (entry.appeared_at = ${at} and ${later}))`
}

function cursorOf(row: Row): Cursor {
  return [row.key, row.appeared_at.toISOString(), row.position, row.id]
}

/** The card of a row. */
export function cardOf(row: PaperRow): PaperCard {
  return {
    id: row.id,
    arxivId: row.arxiv_id,
    title: row.title,
    abstract: row.abstract,
    summarised: row.summarised,
    authorCount: row.author_count,
    organization:
      row.organization && row.organization_name
        ? { slug: row.organization, name: row.organization_name }
        : null,
    publishedOn: row.published_on,
    categories: row.categories,
    votes: row.shown_votes,
    comments: row.shown_comments,
    withdrawn: row.withdrawn,
    score: row.score,
    rank: row.rank,
    appearedAt: row.appeared_at,
  }
}
