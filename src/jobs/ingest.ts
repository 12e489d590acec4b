/** Asks the sources what is new. */
import { readListingRule } from '../db/editions/listing-rule.ts'
import { listBarePapers } from '../db/papers/papers.ts'
import type { Gate } from '../domain/gate.ts'
import { env } from '../env.ts'
import { arxivDetails, DETAILS_BATCH } from '../sources/arxiv/details.ts'
import type { Feed } from '../sources/feed.ts'
import { listFeeds, listHarvests } from '../sources/feeds.ts'
import { type PublishReport, publishEditions } from './publish-edition.ts'
import { type FeedRun, readFeed } from './read-feed.ts'

export type IngestReport = { feeds: FeedRun[] }

/**
 * Reads all lists that are due, publishes what they bring, and asks arXiv for the details they leave
 * out. Each step and each feed fails on its own; the first failure is thrown once all is done. `gate`
 * is for tests.
 */
export async function ingest(now: Date, gate?: Gate): Promise<IngestReport & PublishReport> {
  const lists = await readAll(listFeeds(await readListingRule()), now, gate)
  const [published] = await Promise.allSettled([publishEditions(now)])
  const bare = await listBarePapers(DETAILS_BATCH)
  const details = await readAll(bare.length > 0 ? [arxivDetails(bare)] : [], now, gate)
  const [failure] = [...lists.failures, ...details.failures]
  if (failure) throw failure.reason
  if (published.status === 'rejected') throw published.reason
  return { feeds: [...lists.feeds, ...details.feeds], ...published.value }
}

/** Reads what has changed in the chosen arXiv sets, as far as they are due. */
export async function harvest(now: Date, gate?: Gate): Promise<IngestReport> {
  const { feeds, failures } = await readAll(listHarvests(env().ARXIV_SETS), now, gate)
  if (failures[0]) throw failures[0].reason
  return { feeds }
}

/**
 * Reads all feeds at once: the gates keep requests apart, and one that hangs delays no other source.
 * `failures`: of feeds whose failure could not even be recorded.
 */
async function readAll(feeds: Feed[], now: Date, gate?: Gate) {
  const runs = await Promise.allSettled(feeds.map((feed) => readFeed(feed, now, { gate })))
  return {
    feeds: runs.flatMap((run) => (run.status === 'fulfilled' && run.value) || []),
    failures: runs.filter((run) => run.status === 'rejected'),
  }
}
