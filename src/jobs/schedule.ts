/** Work by the clock: every job is a function of a moment, safe to run twice and in two processes. */
import { harvest, ingest } from './ingest.ts'
import { listSubmissions } from './list-submissions.ts'
import { publishEditions } from './publish-edition.ts'
import { reconcile } from './reconcile.ts'
import { sendDigests } from './send-digests.ts'
import { sendReplyNotices } from './send-reply-notices.ts'

/** The report is told as JSON. */
export type Job = {
  run: (now: Date) => Promise<Record<string, unknown>>
  everyMinutes: number
}

const HOUR = 60

export const JOBS: Record<string, Job> = {
  /** Most of the time nothing is due: every feed has its own pace, and its own pauses. */
  ingest: { run: (now) => ingest(now), everyMinutes: 1 },
  harvest: { run: (now) => harvest(now), everyMinutes: 5 },
  'publish-edition': { run: publishEditions, everyMinutes: 5 },
  'list-submissions': { run: listSubmissions, everyMinutes: 5 },
  reconcile: { run: reconcile, everyMinutes: 24 * HOUR },
  'send-reply-notices': { run: sendReplyNotices, everyMinutes: 1 },
  'send-digests': { run: (now) => sendDigests(now), everyMinutes: 1 },
}
