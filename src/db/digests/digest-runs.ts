/** What each run of the digest job did. */
import { db } from '../client.ts'
import type { Prisma } from '../generated/client.ts'

/** Records a run that had something to do. */
export async function recordDigestRun(
  startedAt: Date,
  report: Prisma.InputJsonObject,
): Promise<void> {
  await db().digestRun.create({ data: { startedAt, report } })
}

/** When the last digest mail left, and how many left in the 24 hours up to then; null if none has. */
export async function findLastSent(): Promise<{ at: Date; mails: number } | null> {
  const [row] = await db().$queryRaw<{ at: Date; mails: number }[]>`
    select last.at, (select count(*)::int from deliveries
      where sent_at > last.at - interval '24 hours' and status <> 'bounced' and kind = 'digest') as mails
    from (select sent_at as at from deliveries where sent_at is not null and kind = 'digest'
      order by sent_at desc nulls last limit 1) as last`
  return row ?? null
}

/** What went wrong in a run. */
export type RunTrouble = {
  /** Why it stopped early. */
  paused: string | null
  /** Domains that refused mail after mail. */
  refusing: string[]
  errors: string[]
}

/** The latest run that had something to do. */
export async function findLastRun(): Promise<({ startedAt: Date } & RunTrouble) | null> {
  const row = await db().digestRun.findFirst({ orderBy: { startedAt: 'desc' } })
  if (!row) return null
  const { paused, refusing, errors } = row.report as Partial<{
    paused: string | null
    refusing: Record<string, string>
    errors: string[]
  }>
  return {
    startedAt: row.startedAt,
    paused: paused ?? null,
    refusing: Object.keys(refusing ?? {}),
    errors: errors ?? [],
  }
}

/** When the longest-waiting mail of an open digest fell due; null if none is due at `now`. */
export async function findLongestWait(now: Date): Promise<Date | null> {
  const [row] = await db().$queryRaw<{ since: Date | null }[]>`
    select min(d.due_at) as since from deliveries d
    join digests g on g.id = d.digest_id and g.status = 'open'
    where d.status in ('queued', 'in_doubt', 'claimed', 'sending') and d.due_at <= ${now}::timestamptz`
  return row?.since ?? null
}
