/** The digest as a new subscriber to all topics would get it now. */
import { countDigestPapers, findNewestPeriod, listDigestPapers } from '../db/digests/digests.ts'
import { MOST_PAPERS, periodOf } from '../domain/digest.ts'
import type { Period } from '../domain/edition.ts'
import type { Cadence } from '../domain/subscription.ts'
import { env } from '../env.ts'
import { renderDigest } from '../mail/digest.tsx'
import type { MailContent } from '../mail/letter.tsx'

export type DigestPreview = MailContent & { cadence: Cadence; period: Period; total: number }

/** Null when there is nothing to send. */
export async function previewDigest(cadence: Cadence, now: Date): Promise<DigestPreview | null> {
  const { SITE_URL: siteUrl, editionClock } = env()
  const topics: string[] = []
  const window = { from: now, to: now }
  const wishes = { cadence, topics, timeZone: editionClock.timeZone }
  const also = await findNewestPeriod(wishes, { at: now, to: now })
  if (!also) return null
  const { papers: total, editions } = await countDigestPapers({ window, topics, also })
  const papers = await listDigestPapers({ window, topics, also }, MOST_PAPERS[cadence])
  const period = periodOf(cadence, editions)
  const content = await renderDigest({
    ...{ cadence, topics, isFirst: true, period, editions, papers, total, siteUrl },
  })
  return { ...content, cadence, period, total }
}
