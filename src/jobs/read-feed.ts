/** Reads one feed to its end, whatever the source, and keeps its state, its run and its quarantine. */
import { importAnnounced } from '../db/editions/announcements.ts'
import { withLease } from '../db/leases.ts'
import { endLostRuns, endRun, startRun } from '../db/sources/import-runs.ts'
import {
  type FeedState,
  noteFeedFailure,
  noteFeedSuccess,
  readFeedState,
  saveFeedProgress,
} from '../db/sources/source-feeds.ts'
import { backoffMs } from '../domain/backoff.ts'
import { type Gate, GateClosed } from '../domain/gate.ts'
import { env } from '../env.ts'
import { AnswerError, DoubtfulAnswer } from '../sources/answer-error.ts'
import type { Feed } from '../sources/feed.ts'
import { type Asking, askService } from './ask-service.ts'
import { type ImportReport, newTally, storeItems, type Tally } from './import-items.ts'

const MINUTE_MS = 60_000
const UNKNOWN = { retryAfterMs: null, isReached: true }

export type FeedRun = ImportReport & {
  feed: string
  asked: number
  seen: number
  nextTryAt: Date
  error?: string
}

/**
 * Reads a feed that is due, or that somebody asked for (`byHand`); null if it is not due or another
 * process is reading it. A failure is recorded and returned, not thrown: what was stored before it
 * stays, and the feed is tried again later. `gate` is for tests.
 */
export async function readFeed(
  feed: Feed,
  now: Date,
  { byHand = false, gate }: { byHand?: boolean; gate?: Gate } = {},
): Promise<FeedRun | null> {
  return withLease(`feed:${feed.name}`, async () => {
    const about = { source: feed.service.name, fillsEditions: feed.fillsEditions }
    const state = await readFeedState(feed.name, about, now)
    return byHand || state.nextTryAt <= now ? runFeed(feed, state, now, gate) : null
  })
}

async function runFeed(feed: Feed, state: FeedState, now: Date, gate?: Gate): Promise<FeedRun> {
  const since = performance.now()
  await endLostRuns(feed.name, now)
  const run = await startRun(feed.name, now)
  const asking = askService(feed.service, state.validators, gate)
  const tally = newTally()
  const failure = await readPages(feed, state, now, asking, tally).catch((error: unknown) => error)
  const endedAt = new Date(now.getTime() + performance.now() - since)
  const nextTryAt = failure
    ? await noteFailure(feed, state, endedAt, failure)
    : await noteSuccess(feed, asking, endedAt)
  const told = failure ? { error: inWords(feed, failure) } : {}
  const result = { ...tally.report, asked: asking.count(), seen: tally.seen, nextTryAt, ...told }
  await endRun(run, { ...result, endedAt })
  return { feed: feed.name, ...result }
}

/** The cursor moves on page by page, each time after the page's items are stored. Null at the end. */
async function readPages(feed: Feed, state: FeedState, now: Date, ask: Asking, tally: Tally) {
  const options = { now, clock: env().editionClock }
  for await (const { items, cursor } of feed.pages(ask, { cursor: state.cursor, now })) {
    await storeItems(feed.name, items, options, tally, importAnnounced)
    const validators = { ...state.validators, ...ask.validators() }
    await saveFeedProgress(feed.name, { cursor, validators })
  }
  return null
}

async function noteSuccess({ name, everyMinutes }: Feed, asking: Asking, endedAt: Date) {
  const nextTryAt = later(endedAt, everyMinutes * MINUTE_MS)
  const validators = asking.validators()
  await noteFeedSuccess(name, { lastGoodAt: endedAt, nextTryAt, validators })
  return nextTryAt
}

/** A doubtful answer or a closed gate doesn't count as a failure. */
async function noteFailure(feed: Feed, state: FeedState, endedAt: Date, failure: unknown) {
  const lastError = inWords(feed, failure)
  let { failures } = state
  let waitMs = feed.everyMinutes * MINUTE_MS
  if (failure instanceof GateClosed) waitMs = failure.retryInMs
  else if (!(failure instanceof DoubtfulAnswer)) {
    failures++
    const { retryAfterMs, isReached } = failure instanceof AnswerError ? failure : UNKNOWN
    waitMs = backoffMs(failures, { random: Math.random(), retryAfterMs, isReached })
  }
  const nextTryAt = later(endedAt, waitMs)
  await noteFeedFailure(feed.name, { failures, lastError, nextTryAt })
  return nextTryAt
}

function inWords({ service }: Feed, failure: unknown): string {
  if (failure instanceof AnswerError) return `${service.title}: ${failure.message}`
  if (failure instanceof GateClosed) return `${service.title} asked to be left alone for a while`
  return String(failure)
}

function later(time: Date, ms: number): Date {
  return new Date(time.getTime() + ms)
}
