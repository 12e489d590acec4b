/** Work by the clock: every job is a function of a moment, safe to run twice. */
import { reconcile } from './reconcile.ts'
import { sendReplyNotices } from './send-reply-notices.ts'

export type Job = (now: Date) => Promise<Record<string, unknown>>

export const JOBS: Record<string, Job> = {
  reconcile,
  'send-reply-notices': sendReplyNotices,
}
