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

/** When the last digest left, or null. */
export async function findLastSent(): Promise<Date | null> {
  const row = await db().delivery.findFirst({
    where: { sentAt: { not: null } },
    orderBy: { sentAt: { sort: 'desc', nulls: 'last' } },
    select: { sentAt: true },
  })
  return row?.sentAt ?? null
}

/** The newest runs, newest first. */
export async function listDigestRuns(limit: number) {
  return db().digestRun.findMany({ orderBy: { startedAt: 'desc' }, take: limit })
}
