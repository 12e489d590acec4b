/** Lists what sources announced in the editions that have opened, by the operator's rule. */
import { publishEdition } from '../db/editions/announcements.ts'
import { readListingRule } from '../db/editions/listing-rule.ts'
import { type EditionDate, editionDaysBefore, newestOpenedDate } from '../domain/edition.ts'
import { env } from '../env.ts'

/** So many editions can still take a paper in whose votes have come late. */
const EDITIONS = 5

export type PublishReport = { listed: Record<EditionDate, number> }

/** Publishes the newest editions that have opened at `now`; those not open yet wait. */
export async function publishEditions(now: Date): Promise<PublishReport> {
  const newest = newestOpenedDate(now, env().editionClock)
  return publishOn(editionDaysBefore(newest, EDITIONS))
}

/** Publishes the editions of the given dates; tells for each how many papers it took in. */
export async function publishOn(dates: EditionDate[]): Promise<PublishReport> {
  const rule = await readListingRule()
  const listed: Record<EditionDate, number> = {}
  for (const date of dates) {
    const count = await publishEdition(date, rule, env().editionClock)
    if (count > 0) listed[date] = count
  }
  return { listed }
}
