/** What a log or a report may say of an error: one line, no address, nothing of a query. */
import { withoutMailboxes } from './delivery.ts'

const LONGEST = 300

/** The last line of its message, where Prisma and Postgres say what is wrong. */
export function wordsOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const line = message.trim().split('\n').at(-1)?.trim() || 'unknown error'
  return withoutMailboxes(line).slice(0, LONGEST)
}
