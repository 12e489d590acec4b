/** All feeds there are. A new source is one line here. */
import type { ListingRule } from '../domain/listing-rule.ts'
import { arxivAnnouncements } from './arxiv/announcements.ts'
import { arxivHarvest } from './arxiv/harvest.ts'
import type { Feed } from './feed.ts'
import { huggingFaceDaily } from './hugging-face/daily.ts'

/** The lists that editions are made of, from the sources that the rule names. */
export function listFeeds({ sources, categories }: ListingRule): Feed[] {
  return [
    ...(sources.includes('hugging-face') ? [huggingFaceDaily()] : []),
    ...(sources.includes('arxiv') && categories.length > 0 ? [arxivAnnouncements(categories)] : []),
  ]
}

/** Feeds that bring in papers beyond the editions. */
export function listHarvests(sets: string[]): Feed[] {
  return sets.map(arxivHarvest)
}
