/** Hugging Face's Daily Papers, one list per date. https://huggingface.co/papers */
import { type EditionDate, editionDaysBefore } from '../../domain/edition.ts'
import { utcDay } from '../../domain/utc-day.ts'
import { AnswerError } from '../answer-error.ts'

import type { Ask, Feed, FeedPage } from '../feed.ts'
import { openJsonList } from '../file/json-list.ts'
import type { SourceItem } from '../source.ts'
import { dailyAddress, huggingFaceService, PAGE_SIZE } from './service.ts'

const EVERY_MINUTES = 30
/** Votes and comments keep changing for a week, so lists are read again for that long. */
const DAYS = 5
const MOST_PAGES = 20

/** The lists of the last week, newest first. Weekends have none. */
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

/** The lists of the given dates, for back-filling the past. */
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

/** A date's whole list; nothing if its first page hasn't changed. */
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
  if (!opened) throw new AnswerError('the answer is not a list of papers')
  yield { items: placed(opened.items, date, now), cursor: null }
}

function parseList(bytes: Buffer): unknown[] {
  try {
    const list: unknown = JSON.parse(bytes.toString('utf8'))
    if (Array.isArray(list)) return list
  } catch (error) {
    throw new AnswerError('the answer is not JSON', { cause: error })
  }
  throw new AnswerError('the answer is not a list of papers')
}

/**
 * The counts are of this moment, unlike those in a file, which doesn't say when it was made. An item
 * without a date gets its list's.
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
