/** Asks the sources for what is new. */
import { readListingRule } from '../db/listing-rule.ts'
import { listBarePapers } from '../db/papers.ts'
import type { Gate } from '../domain/gate.ts'
import { env } from '../env.ts'
import { arxivDetails, DETAILS_BATCH } from '../sources/arxiv/details.ts'
import type { Feed } from '../sources/feed.ts'
import { listFeeds, listHarvests } from '../sources/feeds.ts'
import { type PublishReport, publishEditions } from './publish-edition.ts'
import { type FeedRun, readFeed } from './read-feed.ts'

export type IngestReport = { feeds: FeedRun[] }

/**
 * Reads all lists that are due, publishes what they bring, and asks arXiv for what they leave out.
 * `gate` is for tests.
 */
export async function ingest(now: Date, gate?: Gate): Promise<IngestReport & PublishReport> {
  const lists = await readAll(listFeeds(await readListingRule()), now, gate)
  const published = await publishEditions(now)
  const bare = await listBarePapers(DETAILS_BATCH)
  const details = await readAll(bare.length > 0 ? [arxivDetails(bare)] : [], now, gate)
  return { feeds: [...lists.feeds, ...details.feeds], ...published }
}

/** Reads the changes in the chosen sets of arXiv that are due. */
export async function harvest(now: Date, gate?: Gate): Promise<IngestReport> {
  return readAll(listHarvests(env().ARXIV_SETS), now, gate)
}

/** All at once: the gates keep the requests apart, and one that hangs delays no other source. */
async function readAll(feeds: Feed[], now: Date, gate?: Gate): Promise<IngestReport> {
  const runs = await Promise.all(feeds.map((feed) => readFeed(feed, now, { gate })))
  return { feeds: runs.filter((run) => run !== null) }
}
