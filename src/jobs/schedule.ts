/** Work by the clock: every job is a function of a clock, safe to run twice and in two processes. */
import { forgetTraces } from '../db/members/traces.ts'
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
  /** After that it is given up as hanging; 30 where nothing is said. */
  longestMinutes?: number
}

const HOUR = 60

export const JOBS: Record<string, Job> = {
  /** Most of the time nothing is due: every feed has its own pace, and its own pauses. */
  ingest: { run: (clock) => ingest(clock()), everyMinutes: 1 },
  harvest: { run: (clock) => harvest(clock()), everyMinutes: 5 },
  'publish-edition': { run: (clock) => publishEditions(clock()), everyMinutes: 5 },
  'list-submissions': { run: (clock) => listSubmissions(clock()), everyMinutes: 5 },
  reconcile: { run: (clock) => reconcile(clock()), everyMinutes: 24 * HOUR },
  forget: { run: (clock) => forgetTraces(clock()), everyMinutes: 24 * HOUR },
  'send-letters': { run: (clock) => sendLetters(clock), everyMinutes: 1 },
  /** To many readers, as slowly as a relay may want it. */
  'send-digests': {
    run: (clock) => sendDigests(clock),
    everyMinutes: 1,
    longestMinutes: 24 * HOUR,
  },
}
