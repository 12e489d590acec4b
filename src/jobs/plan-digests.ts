/** Makes the digests that are due and queues their mails; what is already queued stays as it is. */
import {
  awaitListings,
  type DueReader,
  giveBackWindows,
  listDueReaders,
  listTurnGroups,
  passTurns,
  planDeliveries,
  type Turning,
} from '../db/digests/digest-plan.ts'
import { countDigestPapers } from '../db/digests/digests.ts'
import { newestSlot } from '../domain/digest.ts'
import { turned, turnOf } from '../domain/digest-turn.ts'
import { wordsOf } from '../domain/error-words.ts'
import { env } from '../env.ts'
import { senderDomain } from '../mail/digest-message.ts'
import { type Audience, audienceKey, freezer, queryOf } from './digest-audience.ts'

/** How many mails were queued, for how many digests; `errors`: what went wrong, one per audience. */
export type Plan = { digests: number; planned: number; errors: string[] }

/** How many readers to fetch at a time. */
const PAGE = 5_000
const NOTHING_FOUND = { papers: 0, oldest: null }

/**
 * Plans for everybody whose turn it is at `now`. Safe to run twice, or in several processes at once.
 * An audience that cannot be planned is reported and tried again next time, and holds nobody else up.
 */
export async function planDigests(now: Date): Promise<Plan> {
  const plan: Plan = { digests: 0, planned: 0, errors: [] }
  await giveBackWindows(now)
  const moment = await lastSureMoment(now)
  const turns = (await listTurnGroups()).map((group) => ({
    ...group,
    slot: newestSlot(group, moment),
  }))
  if (turns.length === 0) return plan
  for (let after = 0; ; ) {
    const readers = await listDueReaders(turns, { after, limit: PAGE, now: moment })
    for (const audience of gather(readers, moment)) await planAudience(audience, now, plan)
    const last = readers.at(-1)
    if (!last || readers.length < PAGE) return plan
    after = last.id
  }
}

/**
 * The moment up to which all news is known: `now`, unless the database's clock, which dates news, is
 * behind ours. If `now` is not the real time (`--now`), it stays as far from it.
 */
async function lastSureMoment(now: Date): Promise<Date> {
  const distance = now.getTime() - Date.now()
  const sure = await awaitListings()
  return new Date(Math.min(now.getTime(), sure.getTime() + distance))
}

/** Groups readers who get the same digest. */
function gather(readers: DueReader[], now: Date): Audience[] {
  const audiences = new Map<string, Audience>()
  for (const reader of readers) {
    const turn = turnOf(reader, now, env().editionClock)
    if (!turn) continue
    const key = audienceKey(reader, turn)
    const audience = audiences.get(key) ?? { key, turn, readers: [] }
    audience.readers.push({ reader, turn })
    audiences.set(key, audience)
  }
  return [...audiences.values()]
}

async function planAudience(audience: Audience, now: Date, plan: Plan): Promise<void> {
  try {
    const planned = await queue(audience, now)
    plan.planned += planned
    if (planned > 0) plan.digests++
  } catch (error) {
    const told = `The digest ${audience.key} could not be planned: ${wordsOf(error)}`
    console.error(told)
    plan.errors.push(told)
  }
}

async function queue({ key, turn, readers }: Audience, now: Date): Promise<number> {
  const [first] = readers
  if (!first) return 0
  const isMailedAlready = first.reader.mailedOn.includes(turn.localDate)
  const query = isMailedAlready ? null : await queryOf(first.reader, turn)
  const found = query ? await countDigestPapers(query) : { ...NOTHING_FOUND, editions: [] }
  const mailed: Turning[] = []
  const passed: Turning[] = []
  for (const { reader, turn } of readers) {
    const { isMailed, coveredUntil } = turned(reader, turn, found)
    ;(isMailed ? mailed : passed).push({ reader, turn, coveredUntil })
  }
  if (passed.length > 0) await passTurns(passed)
  if (mailed.length === 0 || !query) return 0
  const freeze = await freezer({ key, turn, reader: first.reader, query, found }, now)
  return planDeliveries(mailed, freeze, { now, senderDomain: senderDomain() })
}
