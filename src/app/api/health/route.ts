/** The whole report: whether the process and its database answer, and whether the digest goes out. */
import { findLastRun, findLongestWait } from '@/db/digest-runs'
import { digestTrouble } from '@/domain/digest-health'
import { GET as isReady } from './ready/route'

/** As /api/health/ready answers, and besides `digest`: "ok" or what is wrong, which is no reason to stop serving pages. */
export async function GET(): Promise<Response> {
  const ready = await isReady()
  const report = await ready.json()
  if (!ready.ok) return Response.json(report, ready)
  const now = new Date()
  const trouble = await Promise.all([findLastRun(), findLongestWait(now)])
    .then(([run, waiting]) => digestTrouble(run, waiting, now))
    .catch(() => 'It is not known how the digest goes.')
  return Response.json({ ...report, digest: trouble ?? 'ok' }, ready)
}
