/** Fills an empty site with the sample, spread over the last two weeks of editions. */
import { hasPapers } from '../db/papers/papers.ts'
import { editionDaysBefore, newestOpenedDate } from '../domain/edition.ts'
import { openFile } from '../sources/file/open-file.ts'
import type { SourceItem } from '../sources/source.ts'
import { type ImportOptions, type ImportReport, importItems } from './import-items.ts'

const FILE = 'prisma/sample/papers.ndjson'
/** This many are on the front page; earlier editions share the rest. */
const ON_FRONT_PAGE = 22
const EDITIONS = 10

/** Loads the sample if there are no papers yet; otherwise returns null. */
export async function loadSample(
  options: Omit<ImportOptions, 'edition'>,
): Promise<ImportReport | null> {
  if (await hasPapers()) return null
  const sample = await openFile(FILE)
  if (!sample) throw new Error(`${FILE} is not in a known format.`)
  const days = editionDaysBefore(newestOpenedDate(options.now, options.clock), EDITIONS)
  return importItems('sample', spread(sample.items, days), options)
}

async function* spread(
  items: AsyncIterable<SourceItem>,
  days: string[],
): AsyncIterable<SourceItem> {
  let place = 0
  for await (const item of items) {
    if (!('draft' in item)) throw new Error(`${FILE}: ${item.quarantined.reason}`)
    const earlier = 1 + ((place - ON_FRONT_PAGE) % (days.length - 1))
    const date = days[place < ON_FRONT_PAGE ? 0 : earlier] ?? ''
    yield { draft: { ...item.draft, listings: [{ date, listedAt: null }] } }
    place++
  }
}
