/** The digest as it would be frozen at this moment, for everybody's topics. */
import { listDigestPapers } from '../db/digests.ts'
import { findNewestEdition } from '../db/editions.ts'
import { MOST_PAPERS, newestSlot, periodOf } from '../domain/digest.ts'
import { newestOpenedDate, type Period } from '../domain/edition.ts'
import type { Cadence } from '../domain/subscription.ts'
import { env } from '../env.ts'
import { renderDigest } from '../mail/digest.tsx'
import type { MailContent } from '../mail/letter.tsx'

/** `total`: papers of the period; with none no digest is sent. */
export type DigestPreview = MailContent & { cadence: Cadence; period: Period; total: number }

/** What a subscriber whose hour is now would get; null when no edition has opened. */
export async function previewDigest(cadence: Cadence, now: Date): Promise<DigestPreview | null> {
  const { SITE_URL: siteUrl, editionClock } = env()
  const newest = await findNewestEdition(newestOpenedDate(now, editionClock))
  const slot = newestSlot({ cadence, hour: 0, timeZone: editionClock.timeZone }, now)
  const period = periodOf(cadence, slot, newest)
  if (!period) return null
  const { papers, total } = await listDigestPapers(period, [], MOST_PAPERS[cadence])
  const editions = [{ date: period.from, papers: total }]
  const data = { cadence, isFirst: false, period, editions, topics: [], papers, total, siteUrl }
  return { ...(await renderDigest(data)), cadence, period, total }
}
