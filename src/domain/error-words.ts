/** What a log or a report may say about an error: one line, without addresses or any part of a query. */
import { withoutMailboxes } from './delivery.ts'

const LONGEST = 300

/** The last line of the message, which is where Prisma and Postgres say what is wrong. */
export function wordsOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const line = message.trim().split('\n').at(-1)?.trim() || 'unknown error'
  return withoutMailboxes(line).slice(0, LONGEST)
}
