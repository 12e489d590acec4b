/** Composes the digests that are due and queues them; what is queued already stays as it is. */
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
import { env } from '../env.ts'
import { senderDomain } from '../mail/digest-message.ts'
import { type Audience, audienceKey, freezer, queryOf } from './digest-audience.ts'

/** How many mails were queued, in how many digests; `errors`: what went wrong, an audience each. */
export type Plan = { digests: number; planned: number; errors: string[] }

/** Readers of one look at the database. */
const PAGE = 5_000
const NOTHING_FOUND = { papers: 0, oldest: null }

/**
 * Plans for everybody whose turn it is at `now`. Safe to run twice and by several at once. An
 * audience that cannot be planned is told and tried again next time, and keeps nobody else waiting.
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
 * The moment up to which all news is known: `now`, unless the database's clock, by which news is
 * dated, is behind this one's. A job that is run as at another time keeps its distance.
 */
async function lastSureMoment(now: Date): Promise<Date> {
  const distance = now.getTime() - Date.now()
  const sure = await awaitListings()
  return new Date(Math.min(now.getTime(), sure.getTime() + distance))
}

/** Those to whom the same digest goes. */
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
    const words = error instanceof Error ? error.message : String(error)
    const told = `The digest ${audience.key} could not be planned: ${words.trim().split('\n').at(-1)}`
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
