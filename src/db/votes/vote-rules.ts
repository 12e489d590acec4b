/** Which votes count for the rank, in SQL (domain/vote.ts says why). */
import { BURST_HOURS, BURST_SIZE, hoursOf, SETTLED_DAYS } from '../../domain/vote.ts'
import { env } from '../../env.ts'
import type { Tx } from '../client.ts'
import { Prisma } from '../generated/client.ts'

/** Judges papers' standing votes again, by the rules as of `now`; returns how many changed. */
export async function judgeVotes(tx: Tx, paperIds: string[], now: Date): Promise<number> {
  const reason = reasonOf({
    network: Prisma.sql`v.network`,
    at: Prisma.sql`v.cast_at`,
    now,
    others: BURST_SIZE + 1,
  })
  return tx.$executeRaw`
    with judged as (
      select v.paper_id, v.member_id, ${reason} as reason
      from votes v join papers p on p.id = v.paper_id join members m on m.id = v.member_id
      where v.paper_id = any(${paperIds}) and v.withdrawn_at is null
    )
    update votes set reason = judged.reason, counts_for_rank = judged.reason is null
    from judged where votes.paper_id = judged.paper_id and votes.member_id = judged.member_id
      and votes.reason is distinct from judged.reason`
}

/**
 * Why a vote by member m for paper p does not count, or null. `others`: how many votes from its
 * network make a burst, the vote itself included if it is already cast.
 */
export function reasonOf(vote: { network: Prisma.Sql; at: Prisma.Sql; now: Date; others: number }) {
  const young = (member: Prisma.Sql) =>
    Prisma.sql`${member}.created_at > ${vote.now}::timestamptz - ${SETTLED_DAYS} * interval '1 day'`
  return Prisma.sql`case
    when p.submitted_by = m.id then 'own-submission'
    when m.created_at > ${vote.now}::timestamptz - ${hoursOf(env().RANK_MIN_ACCOUNT_AGE)} * interval '1 hour'
      then 'young-account'
    when ${vote.network} is not null and ${young(Prisma.sql`m`)} and (
      select count(*) from votes o join members om on om.id = o.member_id
      where o.paper_id = p.id and o.network = ${vote.network} and o.withdrawn_at is null
        and ${young(Prisma.sql`om`)}
        and abs(extract(epoch from o.cast_at - ${vote.at})) < ${BURST_HOURS * 3600}
    ) >= ${vote.others} then 'burst' end`
}
