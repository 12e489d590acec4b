/** Recomputes what a paper's row derives from its listings and votes. */
import { db, type Tx } from './client.ts'

/**
 * Sets first listing, time of appearance and votes_log of papers where they are off; returns of
 * how many. Imported n votes weigh x(listed) + log2 n, with x(t) in half-lives of 48 h since 2020
 * (domain/ranking.ts). A paper that was never listed has no score.
 */
export async function recomputeScores(tx: Tx, ids: string[]): Promise<number> {
  return tx.$executeRaw`
    with listed as (
      select distinct on (paper_id) paper_id, date, listed_at, position
      from listings where paper_id = any(${ids}) order by paper_id, date
    ), fresh as (
      select id, date as first_listed_on, coalesce(position, 0) as position,
        coalesce(listed_at, published_at::timestamp at time zone 'UTC', created_at) as appeared_at,
        case when listed_at is not null and imported_votes > 0
          then extract(epoch from listed_at - timestamptz '2020-01-01T00:00Z')::float8 / 172800
            + ln(imported_votes::float8) / ln(2::float8)
          else '-Infinity' end as votes_log
      from (select id, published_at, created_at, imported_votes from papers where id = any(${ids})) as asked
      left join listed on listed.paper_id = asked.id
    )
    update papers set first_listed_on = fresh.first_listed_on, appeared_at = fresh.appeared_at,
      position = fresh.position, votes_log = fresh.votes_log
    from fresh where fresh.id = papers.id and (
      (papers.first_listed_on, papers.appeared_at, papers.position)
        is distinct from (fresh.first_listed_on, fresh.appeared_at, fresh.position)
      or (papers.votes_log <> fresh.votes_log and not abs(papers.votes_log - fresh.votes_log) <= 1e-6))`
}

/** The same in a transaction of its own. */
export async function recomputePapers(ids: string[]): Promise<number> {
  return db().$transaction((tx) => recomputeScores(tx, ids))
}

/** Ids of papers after one, in their order. */
export async function listPaperIds(after: string, limit: number): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    select id from papers where id > ${after} order by id limit ${limit}`
  return rows.map(({ id }) => id)
}
