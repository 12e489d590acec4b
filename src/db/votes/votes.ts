/** Votes: one state per member and paper, with count and score kept up in the same statement. */
import { BURST_SIZE } from '../../domain/vote.ts'
import { announcePaper } from '../changes.ts'
import { db } from '../client.ts'
import { Prisma } from '../generated/client.ts'
import { recomputeScores } from '../papers/scores.ts'
import { retryDeadlocks } from '../retry.ts'
import { recountPapers } from './recount.ts'
import { actInTurn, type Turn } from './tap-turns.ts'
import { reasonOf } from './vote-rules.ts'

/** `network`: the /24 or /64 the vote comes from, if that says anything (domain/network.ts). */
export type VoteAsk = { memberId: string; paperId: string; network: string | null; now: Date }
/** Votes as shown, other sites' included. Null: no such paper or no such member. */
export type Voted = { on: boolean; votes: number } | null

type Cast = { votes: number; is_changed: boolean; is_burst: boolean }

/**
 * Casts a vote. A vote that stands is not changed; a withdrawn one cast again keeps its first time. A
 * vote that completes a burst takes the burst's other votes out of the rank as well.
 */
export async function castVote(ask: VoteAsk, turn?: Turn): Promise<Voted> {
  const statement = castStatement(ask)
  // One statement is a transaction by itself, and three times as fast as one that is opened for it.
  const rows = await retryDeadlocks(() =>
    turn
      ? actInTurn({ ...ask, tap: 'vote' }, turn, (tx) => tx.$queryRaw<Cast[]>(statement))
      : db().$queryRaw<Cast[]>(statement),
  )
  if (!rows) return findVote(ask)
  const [row] = rows
  if (!row) return null
  if (!row.is_changed) return findVote(ask)
  if (row.is_burst) await recountPapers([ask.paperId], ask.now)
  announcePaper(ask.paperId)
  return { on: true, votes: row.votes }
}

/** Withdraws a vote; its row stays with its first time. Withdrawing none changes nothing. */
export async function withdrawVote(ask: VoteAsk, turn?: Turn): Promise<Voted> {
  const { memberId, paperId, now } = ask
  const isChanged = await retryDeadlocks(() =>
    actInTurn({ ...ask, tap: 'vote' }, turn, async (tx) => {
      const count = await tx.$executeRaw`
        update votes set withdrawn_at = ${now}
        where paper_id = ${paperId} and member_id = ${memberId} and withdrawn_at is null
          and exists (select from papers where id = ${paperId} and removed_at is null)`
      if (count > 0) await recomputeScores(tx, [paperId])
      return count > 0
    }),
  )
  if (isChanged) announcePaper(paperId)
  return findVote(ask)
}

/** How a member's vote stands. */
async function findVote({ memberId, paperId }: VoteAsk): Promise<Voted> {
  const paper = await db().paper.findFirst({
    where: { id: paperId, removedAt: null },
    select: { shownVotes: true, votes: { where: { memberId, withdrawnAt: null } } },
  })
  return paper && { on: paper.votes.length > 0, votes: paper.shownVotes }
}

/**
 * The single statement that casts a vote: writes its row, and adds to count and score only what that
 * changed. The score's x is in half-lives of 48 h since 2020 (CONTRACT, Trending, "add one").
 */
export function castStatement({ memberId, paperId, network, now }: VoteAsk): Prisma.Sql {
  return Prisma.sql`
    /* named: cast-vote */
    with asked as (
      select p.id, ${reasonOf({ network: Prisma.sql`${network}::text`, at: Prisma.sql`${now}::timestamptz`, now, others: BURST_SIZE })} as reason
      from papers p, members m
      where p.id = ${paperId} and p.removed_at is null and m.id = ${memberId} and m.banned_at is null
      -- Waits for a ban being written, so as not to miss it.
      for key share of m
    ), put as (
      insert into votes (paper_id, member_id, cast_at, counts_for_rank, reason, network)
      select id, ${memberId}, ${now}, reason is null, reason, ${network} from asked
      on conflict (paper_id, member_id) do update set withdrawn_at = null
        where votes.withdrawn_at is not null
      returning paper_id, counts_for_rank,
        extract(epoch from cast_at - timestamptz '2020-01-01T00:00Z')::float8 / 172800 as x
    ), applied as (
      update papers set vote_count = vote_count + 1, votes_log = case when put.counts_for_rank
        then greatest(votes_log, put.x)
          + ln(1 + power(2::float8, greatest(-abs(votes_log - put.x), -60))) / ln(2::float8)
        else votes_log end
      from put where papers.id = put.paper_id
      returning shown_votes
    )
    select coalesce((select shown_votes from applied), 0)::int as votes,
      exists (select from applied) as is_changed, coalesce(asked.reason = 'burst', false) as is_burst
    from asked`
}
