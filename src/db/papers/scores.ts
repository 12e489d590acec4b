/** Recomputes what a paper's row derives from listings, votes and comments. */
import { db, type Tx } from '../client.ts'
import { Prisma } from '../generated/client.ts'

/**
 * Corrects papers' first listing, time of appearance, counts and scores where they are off; returns
 * how many were. Locks the papers first, so that no vote cast meanwhile is lost.
 * A score is log2 Σ 2^x, with x(t) in half-lives of 48 h since 2020 (CONTRACT, Trending); n imported
 * votes enter as x(listed) + log2 n, and not at all for a paper that was never listed.
 */
export async function recomputeScores(tx: Tx, ids: string[]): Promise<number> {
  await tx.$executeRaw`
    select from papers where id = any(${ids}) order by id for no key update`
  return tx.$executeRaw`
    with listed as (
      select distinct on (paper_id) paper_id, date, listed_at, position
      from listings where paper_id = any(${ids}) order by paper_id, date
    ), fresh as (
      select p.id, date as first_listed_on, coalesce(listed.position, 0) as position,
        coalesce(listed_at, published_at::timestamp at time zone 'UTC', created_at) as appeared_at,
        vote.count as vote_count, comment.count as comment_count,
        vote.log as votes_log, comment.log as comments_log
      from papers p left join listed on listed.paper_id = p.id,
        lateral (${sumOf(Prisma.sql`
          select ${x(Prisma.sql`v.cast_at`)} as x, counts_for_rank as counts, 1 as one
          from votes v where v.paper_id = p.id and v.withdrawn_at is null
          union all
          select ${x(Prisma.sql`listed_at`)} + ln(imported_votes::float8) / ln(2::float8), true, 0
          where listed_at is not null and imported_votes > 0`)}) vote,
        lateral (${sumOf(Prisma.sql`
          select ${x(Prisma.sql`c.posted_at`)} as x,
            c.member_id is distinct from p.submitted_by as counts, 1 as one
          from comments c
          where c.paper_id = p.id and c.deleted_at is null and c.removed_at is null`)}) comment
      where p.id = any(${ids})
    )
    update papers set first_listed_on = fresh.first_listed_on, appeared_at = fresh.appeared_at,
      position = fresh.position, vote_count = fresh.vote_count, comment_count = fresh.comment_count,
      votes_log = fresh.votes_log, comments_log = fresh.comments_log
    from fresh where fresh.id = papers.id and (
      (papers.first_listed_on, papers.appeared_at, papers.position, papers.vote_count, papers.comment_count)
        is distinct from (fresh.first_listed_on, fresh.appeared_at, fresh.position, fresh.vote_count, fresh.comment_count)
      or ${differs(Prisma.sql`papers.votes_log`, Prisma.sql`fresh.votes_log`)}
      or ${differs(Prisma.sql`papers.comments_log`, Prisma.sql`fresh.comments_log`)})`
}

/** Ids of papers above `after`, in order. */
export async function listPaperIds(after: string, limit: number): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    select id from papers where id > ${after} order by id limit ${limit}`
  return rows.map(({ id }) => id)
}

/** The number of votes or comments, and log2 Σ 2^x of those that count, from rows of (x, counts, one). */
function sumOf(rows: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    select coalesce(sum(one), 0)::int as count, coalesce(max(most)
      + ln(sum(power(2::float8, greatest(x - most, -60))) filter (where counts)) / ln(2::float8),
      '-Infinity') as log
    from (select x, counts, one, max(x) filter (where counts) over () as most from (${rows}) rows) each`
}

function x(at: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`extract(epoch from ${at} - timestamptz '2020-01-01T00:00Z')::float8 / 172800`
}

/** The order in which votes were added shows only in the last bits. */
function differs(one: Prisma.Sql, other: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(${one} <> ${other} and not abs(${one} - ${other}) <= 1e-6)`
}
