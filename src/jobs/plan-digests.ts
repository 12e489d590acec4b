/** Composes the digests that are due and queues them; what is queued already stays as it is. */

import {
  type Audience,
  listDueAudiences,
  listTurnGroups,
  planDeliveries,
  type Turn,
} from '../db/digest-plan.ts'
import { findDigestByKey, freezeDigest, listDigestPapers } from '../db/digests.ts'
import { findNewestEdition } from '../db/editions.ts'
import { digestKey, MOST_PAPERS, newestSlot, periodOf } from '../domain/digest.ts'
import { newestOpenedDate } from '../domain/edition.ts'
import { env } from '../env.ts'
import { renderDigest } from '../mail/digest.tsx'
import { senderDomain } from '../mail/digest-message.ts'

/** How many mails were queued, in how many digests. */
export type Plan = { digests: number; planned: number }

/** Plans for everybody whose turn it is at `now`. Safe to run twice and by several at once. */
export async function planDigests(now: Date): Promise<Plan> {
  const turns = await listTurns(now)
  const plan = { digests: 0, planned: 0 }
  for (const audience of await listDueAudiences(turns, now)) {
    const digestId = await freezeFor(audience, now)
    if (digestId === null) continue
    const sender = { now, senderDomain: senderDomain() }
    const planned = await planDeliveries(digestId, audience, turns, sender)
    plan.planned += planned
    if (planned > 0) plan.digests++
  }
  return plan
}

async function listTurns(now: Date): Promise<Turn[]> {
  const groups = await listTurnGroups()
  if (groups.length === 0) return []
  const newest = await findNewestEdition(newestOpenedDate(now, env().editionClock))
  return groups.flatMap((group) => {
    const slot = newestSlot(group, now)
    const period = periodOf(group.cadence, slot, newest)
    return period ? [{ ...group, slot, period }] : []
  })
}

/** The frozen digest of an audience, made now if it is the first to be due; null when it is empty. */
async function freezeFor(audience: Audience, now: Date): Promise<number | null> {
  const { cadence, period, topics } = audience
  const key = digestKey(cadence, period, topics)
  const known = await findDigestByKey(key)
  if (known) return known.isEmpty ? null : known.id
  const { papers, total } = await listDigestPapers(period, topics, MOST_PAPERS[cadence])
  const siteUrl = env().SITE_URL
  const editions = [{ date: period.from, papers: total }]
  const content = await renderDigest({
    cadence,
    isFirst: false,
    period,
    editions,
    topics,
    papers,
    total,
    siteUrl,
  })
  const paperIds = papers.map(({ id }) => id)
  await freezeDigest({ key, cadence, period, topics, paperIds, ...content }, now)
  const frozen = await findDigestByKey(key)
  return frozen && !frozen.isEmpty ? frozen.id : null
}
