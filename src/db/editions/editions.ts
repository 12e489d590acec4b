/** Which editions exist and how full they are; removed papers don't count. */

import { Prisma } from '../generated/client.ts'
import { REMOVED_IDS } from '../papers/removals.ts'
import { readRows } from '../read-rows.ts'

/** The newest date up to `until` that lists a paper, or null. */
export async function findNewestEdition(until: string): Promise<string | null> {
  const [row] = await readRows<{ date: string | null }>(Prisma.sql`
    select max(date)::text as date from listings
    where date <= ${until}::date and paper_id not in ${REMOVED_IDS}`)
  return row?.date ?? null
}

/** The nearest dates before and after one that list a paper, none later than `until`. */
export async function findNeighbours(
  date: string,
  until: string,
): Promise<{ previous: string | null; next: string | null }> {
  const [row] = await readRows<{ previous: string | null; next: string | null }>(Prisma.sql`
    select
      (select max(date)::text from listings
        where date < ${date}::date and paper_id not in ${REMOVED_IDS}) as previous,
      (select min(date)::text from listings
        where date > ${date}::date and date <= ${until}::date
          and paper_id not in ${REMOVED_IDS}) as next`)
  return row ?? { previous: null, next: null }
}

/** How many papers each day of a period lists; days without any are left out. */
export async function countByDay(from: string, to: string): Promise<Map<string, number>> {
  const rows = await readRows<{ date: string; count: number }>(Prisma.sql`
    select date::text as date, count(*)::int as count from listings
    where date between ${from}::date and ${to}::date and paper_id not in ${REMOVED_IDS}
    group by date`)
  return new Map(rows.map(({ date, count }) => [date, count]))
}
