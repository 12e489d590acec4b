/** Which pages show which papers. */
import { type PageTag, type ShownOn, tagsOfPaper } from '../../wire/page-tags.ts'
import { db } from '../client.ts'

/** The front page shows the newest open edition with papers in it, which is within this many days of the newest listing. */
const FRONT_DAYS = 7

/** The tags of all pages that show any of the papers. */
export async function listTagsOfPapers(ids: string[]): Promise<PageTag[]> {
  if (ids.length === 0) return []
  const shown = await db().$queryRaw<ShownOn[]>`
    with newest as (select max(date) - ${FRONT_DAYS}::int as day from listings where date <= current_date + 1)
    select id, organization,
      array(select date::text from listings where paper_id = id) as dates,
      exists (select from listings, newest where paper_id = id and date >= day) as "isOnFront",
      array(select category from paper_categories where paper_id = id) as categories,
      array(select slug from authorships join authors on authors.id = author_id
        where paper_id = papers.id) as authors
    from papers where id = any(${ids})`
  return [...new Set(shown.flatMap(tagsOfPaper))]
}
