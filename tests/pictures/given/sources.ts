/** How the sources and the jobs fare. */
import { db } from '../../../src/db/client.ts'
import { hoursAgo, NOW } from './moment.ts'

const FEEDS = [
  { name: 'Hugging Face daily lists', source: 'hugging-face', fillsEditions: true },
  { name: 'arXiv announcements', source: 'arxiv', fillsEditions: true },
  { name: 'arXiv cs:cs:LG', source: 'arxiv', fillsEditions: false },
]

/** All is well, or the second feed and one job fail. */
export async function giveSources({ isFailing }: { isFailing: boolean }): Promise<void> {
  for (const [place, feed] of FEEDS.entries()) {
    const fails = isFailing && place === 1
    await db().sourceFeed.create({
      data: {
        ...feed,
        failures: fails ? 6 : 0,
        nextTryAt: fails ? hoursAgo(-8) : hoursAgo(-0.4),
        lastGoodAt: fails ? hoursAgo(80) : hoursAgo(0.1 + place),
        lastError: fails ? 'arXiv: status 503, Service Temporarily Unavailable' : null,
      },
    })
    const ran = {
      source: feed.name,
      startedAt: hoursAgo(0.1 + place),
      endedAt: hoursAgo(0.1 + place),
    }
    if (!fails)
      await db().importRun.create({
        data: { ...ran, imported: 3, unchanged: 4, quarantined: 1, seen: 8 },
      })
  }
  if (isFailing) {
    const job = {
      dueAt: hoursAgo(-0.2),
      startedAt: hoursAgo(0.3),
      endedAt: hoursAgo(0.3),
      failures: 3,
    }
    await db().job.create({
      data: { ...job, name: 'reconcile', error: 'The database closed the connection' },
    })
  }
  for (const [n, reason] of ['no title', 'The date is no date: 2026-02-30'].entries()) {
    const item = {
      reference: `item ${n + 1}`,
      payload: n ? '{"title": ' : '{}',
      hash: `hash ${n}`,
    }
    await db().quarantine.create({
      data: { ...item, source: 'Hugging Face daily lists', reason, createdAt: NOW },
    })
  }
}
