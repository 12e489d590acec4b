/** Brings in daily lists from the past. */
import { dateIn } from '../domain/dates.ts'
import { addDays, type EditionDate, isEditionDay } from '../domain/edition.ts'
import type { Gate } from '../domain/gate.ts'
import { huggingFacePast } from '../sources/hugging-face/daily.ts'
import type { IngestReport } from './ingest.ts'
import { type PublishReport, publishOn } from './publish-edition.ts'
import { readFeed } from './read-feed.ts'

/**
 * Reads every weekday's list from one date to another (both included), oldest first, and publishes
 * it by the rule. Can be run again; what was stored before a failure stays.
 */
export async function backFill(
  { from, to }: { from: EditionDate; to: EditionDate },
  now: Date,
  gate?: Gate,
): Promise<IngestReport & PublishReport> {
  const today = dateIn('UTC', now)
  const dates: EditionDate[] = []
  for (let date = from; date <= to && date <= today; date = addDays(date, 1)) {
    if (isEditionDay(date)) dates.push(date)
  }
  const run = await readFeed(huggingFacePast(dates), now, { byHand: true, gate })
  return { feeds: run ? [run] : [], ...(await publishOn(dates)) }
}
