/** Lists what sources announced in the editions that are open, by the operator's rule. */
import { publishEdition } from '../db/editions/announcements.ts'
import { readListingRule } from '../db/editions/listing-rule.ts'
import { type EditionDate, editionDaysBefore, newestOpenedDate } from '../domain/edition.ts'
import { env } from '../env.ts'

/** How many editions can still take in a paper whose votes came late. */
const EDITIONS = 5

export type PublishReport = { listed: Record<EditionDate, number> }

/** Publishes the newest editions open at `now`; those not open yet have to wait. */
export async function publishEditions(now: Date): Promise<PublishReport> {
  const newest = newestOpenedDate(now, env().editionClock)
  return publishOn(editionDaysBefore(newest, EDITIONS))
}

/** Publishes the editions of the given dates; reports how many papers each took in. */
export async function publishOn(dates: EditionDate[]): Promise<PublishReport> {
  const rule = await readListingRule()
  const listed: Record<EditionDate, number> = {}
  for (const date of dates) {
    const count = await publishEdition(date, rule, env().editionClock)
    if (count > 0) listed[date] = count
  }
  return { listed }
}
