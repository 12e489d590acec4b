/** Hugging Face's Daily Papers, a list for each date. https://huggingface.co/papers */
import { type EditionDate, editionDaysBefore } from '../../domain/edition.ts'
import { utcDay } from '../../domain/utc-day.ts'
import { AnswerError } from '../answer-error.ts'

import type { Ask, Feed, FeedPage } from '../feed.ts'
import { openJsonList } from '../file/json-list.ts'
import type { SourceItem } from '../source.ts'
import { dailyAddress, huggingFaceService, PAGE_SIZE } from './service.ts'

const EVERY_MINUTES = 30
/** For a week votes and comments move; so long the lists are looked at again. */
const DAYS = 5
const MOST_PAGES = 20

/** The lists of the last week, the newest first. Weekends have none. */
export function huggingFaceDaily(): Feed {
  return {
    name: 'Hugging Face daily lists',
    service: huggingFaceService(),
    fillsEditions: true,
    everyMinutes: EVERY_MINUTES,
    async *pages(ask, { now }) {
      const today = utcDay(now)
      for (const date of editionDaysBefore(today, DAYS)) yield* pageOf(ask, date, now)
    },
  }
}

/** The lists of the given dates, for the back-fill of a time that is over. */
export function huggingFacePast(dates: EditionDate[]): Feed {
  return {
    name: 'Hugging Face back-fill',
    service: huggingFaceService(),
    fillsEditions: false,
    everyMinutes: 0,
    async *pages(ask, { now }) {
      for (const date of dates) yield* pageOf(ask, date, now)
    },
  }
}

/** The list of a date, whole; nothing when its first page is what is stored. */
async function* pageOf(ask: Ask, date: EditionDate, now: Date): AsyncGenerator<FeedPage> {
  const list: unknown[] = []
  let bytes: Buffer | null = await ask.ifChanged(dailyAddress(date, 0))
  for (let page = 1; bytes; page++) {
    const part = parseList(bytes)
    list.push(...part)
    if (part.length < PAGE_SIZE || page === MOST_PAGES) break
    bytes = await ask.anyway(dailyAddress(date, page))
  }
  if (!bytes) return
  const opened = openJsonList(list)
  if (!opened) throw new AnswerError('an answer that is no list of papers')
  yield { items: placed(opened.items, date, now), cursor: null }
}

function parseList(bytes: Buffer): unknown[] {
  try {
    const list: unknown = JSON.parse(bytes.toString('utf8'))
    if (Array.isArray(list)) return list
  } catch (error) {
    throw new AnswerError('an answer that is no JSON', { cause: error })
  }
  throw new AnswerError('an answer that is no list of papers')
}

/**
 * A file does not say when it was made, so its counts are old; these are of this moment. An item
 * that does not say its date is on that of its list.
 */
async function* placed(
  items: AsyncIterable<SourceItem>,
  date: EditionDate,
  now: Date,
): AsyncGenerator<SourceItem> {
  for await (const item of items) {
    if (!('draft' in item)) yield item
    else {
      const { draft } = item
      const listings = draft.listings.length > 0 ? draft.listings : [{ date, listedAt: null }]
      yield { draft: { ...draft, listings, observedAt: now.toISOString() } }
    }
  }
}
