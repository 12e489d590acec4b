/** What lists don't say about their papers: categories, dates, versions, notes. */
import type { Feed } from '../feed.ts'
import { openAnswer } from './open-answer.ts'
import { arxivService, queryAddress } from './service.ts'

const EVERY_MINUTES = 20
/** How many ids go into one request. */
export const DETAILS_BATCH = 100

/** A feed of the entries for these ids in arXiv's query API, in one request. */
export function arxivDetails(ids: string[]): Feed {
  return {
    name: 'arXiv details of listed papers',
    service: arxivService(),
    fillsEditions: false,
    everyMinutes: EVERY_MINUTES,
    async *pages(ask) {
      const bytes = await ask.anyway(queryAddress(ids))
      yield { items: openAnswer(bytes).items, cursor: null }
    },
  }
}
