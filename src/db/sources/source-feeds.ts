/** How far each source's feed has been read, and how that went. */
import type { FeedReport } from '../../domain/freshness.ts'
import { db } from '../client.ts'
import { Prisma } from '../generated/client.ts'
import { readRows } from '../read-rows.ts'

/** ETag and Last-Modified of stored answers, by address. */
export type StoredValidators = Record<string, { etag: string | null; lastModified: string | null }>
export type FeedState = {
  cursor: string | null
  validators: StoredValidators
  failures: number
  nextTryAt: Date
}

/** A feed's state; one that has never been read is due at `now`. */
export async function readFeedState(
  name: string,
  about: { source: string; fillsEditions: boolean },
  now: Date,
): Promise<FeedState> {
  const row = await db().sourceFeed.upsert({
    where: { name },
    create: { name, ...about, nextTryAt: now },
    update: {},
  })
  return { ...row, validators: row.validators as StoredValidators }
}

/** Moves a feed forward; only call it once everything up to there is stored. */
export async function saveFeedProgress(
  name: string,
  progress: { cursor: string | null; validators: StoredValidators },
): Promise<void> {
  await db().sourceFeed.update({ where: { name }, data: progress })
}

/** Records a successful run; validators of addresses it did not ask for are forgotten. */
export async function noteFeedSuccess(
  name: string,
  success: { lastGoodAt: Date; nextTryAt: Date; validators: StoredValidators },
): Promise<void> {
  const data = { failures: 0, lastError: null, ...success }
  await db().sourceFeed.update({ where: { name }, data })
}

/** Records a failed run, and how many have now failed in a row. */
export async function noteFeedFailure(
  name: string,
  failure: { failures: number; lastError: string; nextTryAt: Date },
): Promise<void> {
  await db().sourceFeed.update({ where: { name }, data: failure })
}

/** When each feed that fills editions last succeeded. */
export function listEditionFeeds(): Promise<
  { name: string; source: string; lastGoodAt: Date | null }[]
> {
  return readRows(Prisma.sql`
    select name, source, last_good_at as "lastGoodAt" from source_feeds where fills_editions`)
}

/** All feeds that have ever been read, by name. */
export async function listFeedReports(): Promise<FeedReport[]> {
  return db().$queryRaw<FeedReport[]>`
    select name, feed.source, failures, feed.next_try_at as "nextTryAt", last_good_at as "lastGoodAt",
      last_error as "lastError", seen, stored, unchanged, quarantined
    from source_feeds feed left join lateral (
      select seen, stored, unchanged, quarantined from import_runs run
      where run.source = feed.name and error is null and ended_at is not null
      order by started_at desc limit 1
    ) as last on true
    order by name`
}
