/** Asks the sources for what is new. */
import { readListingRule } from '../db/listing-rule.ts'
import type { Gate } from '../domain/gate.ts'
import { env } from '../env.ts'
import type { Feed } from '../sources/feed.ts'
import { listFeeds, listHarvests } from '../sources/feeds.ts'
import { type PublishReport, publishEditions } from './publish-edition.ts'
import { type FeedRun, readFeed } from './read-feed.ts'

export type IngestReport = { feeds: FeedRun[] }

/** Reads all lists that are due, and publishes what they bring. `gate` is for tests. */
export async function ingest(now: Date, gate?: Gate): Promise<IngestReport & PublishReport> {
  const report = await readAll(listFeeds(await readListingRule()), now, gate)
  return { ...report, ...(await publishEditions(now)) }
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
