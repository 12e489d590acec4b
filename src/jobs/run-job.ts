/** Runs a job by the clock, in one process at a time. */
import { endJob, isJobDue, startJob } from '../db/jobs.ts'
import { withLease } from '../db/leases.ts'
import type { Clock } from '../domain/clock.ts'
import type { Job } from './schedule.ts'

/**
 * Runs a job that is due and notes how it went; null when it is not due or another process runs it.
 * Throws what the job throws, after noting it.
 */
export async function runDueJob(
  name: string,
  { run, everyMinutes }: Job,
  clock: Clock,
): Promise<Record<string, unknown> | null> {
  if (!(await isJobDue(name))) return null
  return withLease(`job:${name}`, async () => {
    // Another process may have run it between the look and the lease.
    if (!(await isJobDue(name))) return null
    await startJob(name, everyMinutes)
    try {
      const report = await run(clock)
      await endJob(name, { report })
      return report
    } catch (error) {
      await endJob(name, { error: String(error) })
      throw error
    }
  })
}
