/** The subscribers who share one digest, and the digest that is made for them. */
import type { Tx } from '../db/client.ts'
import type { DueReader } from '../db/digests/digest-plan.ts'
import {
  type DigestFound,
  type DigestQuery,
  findNewestPeriod,
  freezeDigest,
  listDigestPapers,
} from '../db/digests/digests.ts'
import { MOST_PAPERS, periodOf } from '../domain/digest.ts'
import { opening, type Turn } from '../domain/digest-turn.ts'
import { env } from '../env.ts'
import { renderDigest } from '../mail/digest.tsx'

/** Readers with the same cadence, topics and window; `turn` is the first reader's. */
export type Audience = { key: string; turn: Turn; readers: { reader: DueReader; turn: Turn }[] }

/**
 * A digest's unique name, `daily-20261123T130000-20261124T130000-all`. A first digest is for one
 * reader only, since it leaves out what they were sent before.
 */
export function audienceKey(reader: DueReader, { kind, from, to }: Turn): string {
  const topics = reader.topics.join('_').toLowerCase() || 'all'
  const key = `${reader.cadence}-${compact(from)}-${compact(to)}-${topics}`
  return kind === 'first' ? `${key}-first-${reader.id}` : key
}

/** Which papers an audience gets; null if there is no edition for a first digest. */
export async function queryOf(reader: DueReader, turn: Turn): Promise<DigestQuery | null> {
  const { topics } = reader
  if (turn.kind === 'usual') return { window: turn, topics }
  const also = await findNewestPeriod(reader, turn)
  return also && { window: turn, topics, also, notSentTo: reader.id }
}

/** Renders a digest, and returns a function that freezes it in a transaction. */
export async function freezer(
  given: { key: string; turn: Turn; reader: DueReader; query: DigestQuery; found: DigestFound },
  now: Date,
): Promise<(tx: Tx) => Promise<number>> {
  const { key, turn, reader, query, found } = given
  const { cadence, topics } = reader
  const { SITE_URL: siteUrl, editionClock } = env()
  const papers = await listDigestPapers(query, MOST_PAPERS[cadence])
  const { editions, papers: total } = found
  const period = periodOf(cadence, editions)
  const isFirst = turn.kind === 'first'
  const content = await renderDigest({
    ...{ cadence, topics, isFirst, period, editions, papers, total, siteUrl },
  })
  const opened = query.also ? opening(query.also.from, editionClock) : turn.from
  const window = { from: opened < turn.from ? opened : turn.from, to: turn.to }
  const paperIds = papers.map(({ id }) => id)
  const digest = { key, cadence, period, window, topics, paperIds, ...content }
  return (tx) => freezeDigest(tx, digest, now)
}

/** `20261124T130000`, followed by the milliseconds if there are any. */
function compact(instant: Date): string {
  return instant.toISOString().replace(/[-:]|\.000Z$|\.|Z$/g, '')
}
