/** When each scheduled job is due, by Postgres's clock, and how its last run went. */
import { type JobState, minutesToRetry } from '../domain/job-failure.ts'
import { db } from './client.ts'

/** Whether a job is due; one that has never run is. */
export async function isJobDue(name: string): Promise<boolean> {
  const [row] = await db().$queryRaw<{ isDue: boolean }[]>`
    select due_at <= clock_timestamp() as "isDue" from jobs where name = ${name}`
  return row?.isDue ?? true
}

/** Records that a job is starting, and when it will be due again. */
export async function startJob(name: string, everyMinutes: number): Promise<void> {
  await db().$executeRaw`
    insert into jobs (name, due_at, started_at)
    values (${name}, clock_timestamp() + ${everyMinutes} * interval '1 minute', clock_timestamp())
    on conflict (name) do update set due_at = excluded.due_at, started_at = excluded.started_at,
      ended_at = null, report = null, error = null`
}

/** Records what a job did. */
export async function endJob(name: string, report: Record<string, unknown>): Promise<void> {
  await db().$executeRaw`
    update jobs set ended_at = clock_timestamp(), report = ${JSON.stringify(report)}::jsonb,
      failures = 0
    where name = ${name}`
}

/** Records that a job failed and when to try again: soon at first, then less and less often. */
export async function failJob(name: string, error: string): Promise<void> {
  const [row] = await db().$queryRaw<{ failures: number }[]>`
    select failures from jobs where name = ${name}`
  const failures = (row?.failures ?? 0) + 1
  await db().$executeRaw`
    update jobs set ended_at = clock_timestamp(), error = ${error}, failures = ${failures},
      due_at = clock_timestamp() + ${minutesToRetry(failures)} * interval '1 minute'
    where name = ${name}`
}

/** Jobs whose last run failed, those with the most failures in a row first. */
export async function listFailingJobs(): Promise<JobState[]> {
  return db().job.findMany({
    where: { failures: { gt: 0 } },
    orderBy: [{ failures: 'desc' }, { name: 'asc' }],
    omit: { report: true },
  })
}
