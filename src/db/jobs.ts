/** When each job by the clock is due, by Postgres's clock, and how its last run went. */
import { db } from './client.ts'

/** Whether a job is to be run now; one that never ran is. */
export async function isJobDue(name: string): Promise<boolean> {
  const [row] = await db().$queryRaw<{ isDue: boolean }[]>`
    select due_at <= clock_timestamp() as "isDue" from jobs where name = ${name}`
  return row?.isDue ?? true
}

/** Notes that a job begins, and when it will be due again. */
export async function startJob(name: string, everyMinutes: number): Promise<void> {
  await db().$executeRaw`
    insert into jobs (name, due_at, started_at)
    values (${name}, clock_timestamp() + ${everyMinutes} * interval '1 minute', clock_timestamp())
    on conflict (name) do update set due_at = excluded.due_at, started_at = excluded.started_at,
      ended_at = null, report = null, error = null`
}

/** Notes how it ended: its report, or its error. */
export async function endJob(
  name: string,
  outcome: { report: Record<string, unknown> } | { error: string },
): Promise<void> {
  const report = 'report' in outcome ? JSON.stringify(outcome.report) : null
  const error = 'error' in outcome ? outcome.error : null
  await db().$executeRaw`
    update jobs set ended_at = clock_timestamp(), report = ${report}::jsonb, error = ${error}
    where name = ${name}`
}
