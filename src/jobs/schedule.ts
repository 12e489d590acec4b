/** Work by the clock: every job is a function of a moment, safe to run twice. */
import { reconcile } from './reconcile.ts'
import { sendDigests } from './send-digests.ts'

export type Job = (now: Date) => Promise<Record<string, unknown>>

export const JOBS: Record<string, Job> = {
  reconcile,
  'send-digests': (now) => sendDigests(now),
}
