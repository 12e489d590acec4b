/** The scheduled jobs: each is a function of a clock, safe to run twice and in several processes. */
import { forgetTraces } from '../db/members/traces.ts'
import type { Clock } from '../domain/clock.ts'
import { harvest, ingest } from './ingest.ts'
import { listSubmissions } from './list-submissions.ts'
import { publishEditions } from './publish-edition.ts'
import { reconcile } from './reconcile.ts'
import { sendDigests } from './send-digests.ts'
import { sendLetters } from './send-letters.ts'

/** `run` returns a report that can be written as JSON. */
export type Job = {
  run: (clock: Clock) => Promise<Record<string, unknown>>
  everyMinutes: number
  /** After this it counts as hanging and is given up; 30 by default. */
  longestMinutes?: number
}

const HOUR = 60

export const JOBS: Record<string, Job> = {
  /** Mostly there is nothing to do: every feed has its own pace and its own pauses. */
  ingest: { run: (clock) => ingest(clock()), everyMinutes: 1 },
  harvest: { run: (clock) => harvest(clock()), everyMinutes: 5 },
  'publish-edition': { run: (clock) => publishEditions(clock()), everyMinutes: 5 },
  'list-submissions': { run: (clock) => listSubmissions(clock()), everyMinutes: 5 },
  reconcile: { run: (clock) => reconcile(clock()), everyMinutes: 24 * HOUR },
  forget: { run: (clock) => forgetTraces(clock()), everyMinutes: 24 * HOUR },
  'send-letters': { run: (clock) => sendLetters(clock), everyMinutes: 1 },
  /** It may have many readers to mail, as slowly as the relay wants. */
  'send-digests': {
    run: (clock) => sendDigests(clock),
    everyMinutes: 1,
    longestMinutes: 24 * HOUR,
  },
}
