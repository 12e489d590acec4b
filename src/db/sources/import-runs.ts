/** What each run of an import or a feed did. */
import { db } from '../client.ts'
import type { ImportCounts } from '../papers/import-papers.ts'

export type RunResult = ImportCounts & {
  quarantined: number
  /** Items read; unless the run failed, each is in one of the counts above. */
  seen: number
  endedAt: Date
  /** Requests made. */
  asked?: number
  /** Why it failed. */
  error?: string
  nextTryAt?: Date
}

/** Records the start of a run and returns its id. */
export async function startRun(source: string, now: Date): Promise<number> {
  const run = await db().importRun.create({ data: { source, startedAt: now } })
  return run.id
}

/** Records how a run ended. */
export async function endRun(id: number, result: RunResult): Promise<void> {
  await db().importRun.update({ where: { id }, data: result })
}

/** Ends a feed's runs that a dying process left open. */
export async function endLostRuns(source: string, now: Date): Promise<void> {
  await db().$executeRaw`
    update import_runs set ended_at = greatest(${now}, started_at), error = 'the process ended before the run did'
    where source = ${source} and ended_at is null`
}

/** The latest run that ended without an error. */
export async function findLastGoodRun() {
  return db().importRun.findFirst({
    where: { endedAt: { not: null }, error: null },
    orderBy: { endedAt: 'desc' },
  })
}
