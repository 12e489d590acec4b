/** Counts of Content-Security-Policy violations reported by browsers. */
import { utcDay } from '../domain/utc-day.ts'
import { db } from './client.ts'

export type CspViolation = { directive: string; blocked: string }

/** Distinct violations kept per day; any more are counted together. */
const MOST_KINDS_A_DAY = 200

/** Adds reports to the day's counts. */
export async function countCspReports(
  violation: CspViolation,
  times: number,
  now: Date,
): Promise<void> {
  const day = utcDay(now)
  await db().$executeRaw`
    insert into csp_reports (day, directive, blocked, count)
    select ${day}::date, case when few then ${violation.directive} else 'others' end,
      case when few then ${violation.blocked} else 'others' end, ${times}
    from (select count(*) < ${MOST_KINDS_A_DAY} as few from csp_reports where day = ${day}::date) as today
    on conflict (day, directive, blocked) do update set count = csp_reports.count + excluded.count`
}

/** Reports in the last seven days by directive, most first. */
export async function countCspReportsOfWeek(
  now: Date,
): Promise<{ directive: string; count: number }[]> {
  const today = utcDay(now)
  return db().$queryRaw<{ directive: string; count: number }[]>`
    select directive, sum(count)::int as count from csp_reports
    where day > ${today}::date - 7 group by directive order by count desc, directive`
}
