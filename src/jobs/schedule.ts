/** Work by the clock: every job is a function of a clock, safe to run twice and in two processes. */
import type { Clock } from '../domain/clock.ts'
import { harvest, ingest } from './ingest.ts'
import { listSubmissions } from './list-submissions.ts'
import { publishEditions } from './publish-edition.ts'
import { reconcile } from './reconcile.ts'
import { sendDigests } from './send-digests.ts'
import { sendLetters } from './send-letters.ts'

/** The report is told as JSON. */
export type Job = {
  run: (clock: Clock) => Promise<Record<string, unknown>>
  everyMinutes: number
}

const HOUR = 60

export const JOBS: Record<string, Job> = {
  /** Most of the time nothing is due: every feed has its own pace, and its own pauses. */
  ingest: { run: (clock) => ingest(clock()), everyMinutes: 1 },
  harvest: { run: (clock) => harvest(clock()), everyMinutes: 5 },
  'publish-edition': { run: (clock) => publishEditions(clock()), everyMinutes: 5 },
  'list-submissions': { run: (clock) => listSubmissions(clock()), everyMinutes: 5 },
  reconcile: { run: (clock) => reconcile(clock()), everyMinutes: 24 * HOUR },
  'send-letters': { run: (clock) => sendLetters(clock), everyMinutes: 1 },
  'send-digests': { run: (clock) => sendDigests(clock), everyMinutes: 1 },
}
