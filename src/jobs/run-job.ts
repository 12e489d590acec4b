/** Runs scheduled jobs, each in one process at a time and for a limited time, and records how it went. */
import { setTimeout as sleep } from 'node:timers/promises'
import { isUnavailable } from '../db/connections/unavailable.ts'
import { endJob, failJob, isJobDue, startJob } from '../db/jobs.ts'
import { withLease } from '../db/leases.ts'
import type { Clock } from '../domain/clock.ts'
import { failureInWords } from '../domain/job-failure.ts'
import type { Job } from './schedule.ts'

const LONGEST_MINUTES = 30
const MINUTE_MS = 60_000

/**
 * Runs a job if it is due and records how it went; null if it is not due or another process is
 * running it. Throws what the job throws, after recording it.
 */
export async function runDueJob(
  name: string,
  job: Job,
  clock: Clock,
): Promise<Record<string, unknown> | null> {
  if (!(await isJobDue(name))) return null
  return withLease(`job:${name}`, async () => {
    // Another process may have run it between the first check and the lease.
    if (!(await isJobDue(name))) return null
    return runNoted(name, job, clock)
  })
}

/** Runs a job now, due or not, and records how it went. Throws what the job throws. */
export async function runNoted(
  name: string,
  { run, everyMinutes, longestMinutes = LONGEST_MINUTES }: Job,
  clock: Clock,
): Promise<Record<string, unknown>> {
  await startJob(name, everyMinutes)
  const end = new AbortController()
  const late = sleep(longestMinutes * MINUTE_MS, undefined, { ref: false, signal: end.signal })
  try {
    const report = await Promise.race([
      run(clock),
      late.then(() => {
        throw new Error(`It was still running after ${longestMinutes} minutes and was given up.`)
      }),
    ])
    await endJob(name, report)
    return report
  } catch (error) {
    // If it failed because the database is away, that cannot be recorded either.
    await failJob(name, tellFailure(error)).catch(() => {})
    throw error
  } finally {
    late.catch(() => {})
    end.abort()
  }
}

/** Why a job failed, in one line. */
export function tellFailure(error: unknown): string {
  return isUnavailable(error) ? 'The database was unavailable.' : failureInWords(error)
}
