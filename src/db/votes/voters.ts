/** Who voted for a paper, and when. */
import { db } from '../client.ts'

export type Voters = { shown: { handle: string; name: string }[]; others: number }

/** The first voters who don't hide their activity, and how many more there are. */
export async function listVoters(paperId: string, limit: number): Promise<Voters> {
  const [shown, total] = await Promise.all([
    db().vote.findMany({
      where: { paperId, withdrawnAt: null, member: { hidesActivity: false } },
      orderBy: [{ castAt: 'asc' }, { memberId: 'asc' }],
      take: limit,
      select: { member: { select: { handle: true, name: true } } },
    }),
    db().vote.count({ where: { paperId, withdrawnAt: null } }),
  ])
  return { shown: shown.map(({ member }) => member), others: total - shown.length }
}

/**
 * Standing votes for each UTC day from the first vote to `until`, oldest first, for at most `days`
 * days; imported votes count on the day of the listing, as they do in the score.
 */
export async function countVotesByDay(
  paperId: string,
  until: Date,
  days: number,
): Promise<{ date: string; votes: number }[]> {
  return db().$queryRaw<{ date: string; votes: number }[]>`
    with given as (
      select (cast_at at time zone 'UTC')::date as day, 1 as votes from votes
      where paper_id = ${paperId} and withdrawn_at is null
      union all
      select (appeared_at at time zone 'UTC')::date, imported_votes from papers
      where id = ${paperId} and imported_votes > 0
    )
    select span.at::date::text as date, coalesce(sum(given.votes), 0)::int as votes
    from generate_series(
        greatest((select min(day) from given), (${until}::timestamptz at time zone 'UTC')::date - ${days - 1}::int),
        (${until}::timestamptz at time zone 'UTC')::date, interval '1 day') span (at)
      left join given on given.day = span.at::date
    group by span.at order by span.at`
}
