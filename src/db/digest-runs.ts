/** What the runs of the digests did. */
import { db } from './client.ts'
import type { Prisma } from './generated/client.ts'

/** Notes a run that had something to do. */
export async function recordDigestRun(
  startedAt: Date,
  report: Prisma.InputJsonObject,
): Promise<void> {
  await db().digestRun.create({ data: { startedAt, report } })
}

/** When the last mail of a digest left, and how many did in the day up to then; null before any. */
export async function findLastSent(): Promise<{ at: Date; mails: number } | null> {
  const [row] = await db().$queryRaw<{ at: Date; mails: number }[]>`
    select last.at, (select count(*)::int from deliveries
      where sent_at > last.at - interval '24 hours' and status <> 'bounced') as mails
    from (select sent_at as at from deliveries where sent_at is not null
      order by sent_at desc nulls last limit 1) as last`
  return row ?? null
}

/** The newest run that had something to do; `paused`: why it stopped early. */
export async function findLastRun(): Promise<{ startedAt: Date; paused: string | null } | null> {
  const [row] = await db().$queryRaw<{ startedAt: Date; paused: string | null }[]>`
    select started_at as "startedAt", report ->> 'paused' as paused from digest_runs
    order by started_at desc limit 1`
  return row ?? null
}
