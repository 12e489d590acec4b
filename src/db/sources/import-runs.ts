/** What each run of an import or a feed did. */
import { db } from '../client.ts'
import type { ImportCounts } from '../papers/import-papers.ts'

export type RunResult = ImportCounts & {
  quarantined: number
  /** Items read; all of them are counted above unless the run failed. */
  seen: number
  endedAt: Date
  /** Requests made. */
  asked?: number
  /** Why it failed. */
  error?: string
  nextTryAt?: Date
}

/** Notes the beginning of a run and returns its number. */
export async function startRun(source: string, now: Date): Promise<number> {
  const run = await db().importRun.create({ data: { source, startedAt: now } })
  return run.id
}

/** Notes how a run ended. */
export async function endRun(id: number, result: RunResult): Promise<void> {
  await db().importRun.update({ where: { id }, data: result })
}

/** Ends the runs of a feed that a dying process left open. */
export async function endLostRuns(source: string, now: Date): Promise<void> {
  await db().$executeRaw`
    update import_runs set ended_at = greatest(${now}, started_at), error = 'the process ended before it did'
    where source = ${source} and ended_at is null`
}

/** The newest run that ended without an error. */
export async function findLastGoodRun() {
  return db().importRun.findFirst({
    where: { endedAt: { not: null }, error: null },
    orderBy: { endedAt: 'desc' },
  })
}
