/** How many papers on a topic appeared month by month. */
import { db } from '../client.ts'
import { Prisma } from '../generated/client.ts'
import { REMOVED_IDS } from './removals.ts'

export type MonthCount = { month: string; count: number }

/** Papers published in each of the `months` months up to `until` (`YYYY-MM-DD`), oldest first. */
export async function countByMonth(
  topic: { category: string } | { organization: string },
  until: string,
  months: number,
): Promise<MonthCount[]> {
  const where =
    'category' in topic
      ? Prisma.sql`id in (select paper_id from paper_categories where category = ${topic.category})`
      : Prisma.sql`organization = ${topic.organization}`
  return db().$queryRaw<MonthCount[]>`
    select to_char(month, 'YYYY-MM') as month, count(papers.id)::int as count
    from generate_series(date_trunc('month', ${until}::date::timestamp) - make_interval(months => ${months - 1}),
      date_trunc('month', ${until}::date::timestamp), interval '1 month') as month
    left join papers on date_trunc('month', published_at::timestamp) = month and ${where}
      and id not in ${REMOVED_IDS}
    group by month order by month`
}
