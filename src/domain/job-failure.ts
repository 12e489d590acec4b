/** What follows when a job fails: when it is tried again, and what is said about it. */

/** `failures`: in a row. `error`: the last run's, in plain words, for whoever runs the site. */
export type JobState = {
  name: string
  dueAt: Date
  startedAt: Date | null
  endedAt: Date | null
  error: string | null
  failures: number
}

const RETRY_MINUTES = [1, 2, 5, 10, 15]
const LONGEST_WORDS = 200

/** Minutes until a job is tried again after this many failures in a row, whatever its usual pace. */
export function minutesToRetry(failures: number): number {
  return RETRY_MINUTES[Math.min(failures, RETRY_MINUTES.length) - 1] ?? 1
}

/** An error in one line, without anyone's address. Prisma's begin with where it happened, not with what. */
export function failureInWords(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const lines = message.split('\n').map((line) => line.trim())
  const last = lines.filter(Boolean).at(message.startsWith('\n') ? -1 : 0)
  const words = last ?? 'It failed without saying why.'
  return words.replace(/[^\s"'(<=]+@[^\s"')>]+/g, '…').slice(0, LONGEST_WORDS)
}
