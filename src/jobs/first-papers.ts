/** The first papers of an empty site: the newest lists, if the sources can be reached. */
import { setTimeout as sleep } from 'node:timers/promises'
import { readListingRule } from '../db/editions/listing-rule.ts'
import { hasPapers } from '../db/papers/papers.ts'
import { listFeeds } from '../sources/feeds.ts'
import { isReachable } from '../sources/reachable.ts'
import { ingest } from './ingest.ts'

const REACH_MS = 1_500
const FETCH_MS = 10_000

/**
 * Whether papers arrived within about ten seconds; what arrives later is stored all the same. Without
 * a network this takes at most a second and a half.
 */
export async function fetchFirstPapers(now: Date): Promise<boolean> {
  const feeds = listFeeds(await readListingRule())
  const bases = [
    ...new Set(feeds.flatMap(({ service }) => service.bases.map(({ origin }) => origin))),
  ]
  const reached = await Promise.all(bases.map((base) => isReachable(new URL(base), REACH_MS)))
  if (!reached.includes(true)) return false
  const ingesting = ingest(now)
  // Failures after the wait are recorded where the operator looks.
  ingesting.catch(() => {})
  await Promise.race([ingesting, sleep(FETCH_MS, undefined, { ref: false })])
  return hasPapers()
}
