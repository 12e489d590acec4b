/** Every feed there is. A new source stands here in one line. */
import type { ListingRule } from '../domain/listing-rule.ts'
import { arxivAnnouncements } from './arxiv/announcements.ts'
import { arxivHarvest } from './arxiv/harvest.ts'
import type { Feed } from './feed.ts'
import { huggingFaceDaily } from './hugging-face/daily.ts'

/** The lists that decide about editions, of the sources that the rule wants. */
export function listFeeds({ sources, categories }: ListingRule): Feed[] {
  return [
    ...(sources.includes('hugging-face') ? [huggingFaceDaily()] : []),
    ...(sources.includes('arxiv') && categories.length > 0 ? [arxivAnnouncements(categories)] : []),
  ]
}

/** What fills the store beside the editions. */
export function listHarvests(sets: string[]): Feed[] {
  return sets.map(arxivHarvest)
}
