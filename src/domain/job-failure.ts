/** How a job that failed goes on: when it is tried again, and what is said of it. */

/** `failures`: in a row. `error`: of the last run, in plain words, for whoever runs the site. */
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

/** Minutes until a job is tried again after so many failures in a row, whatever its own pace. */
export function minutesToRetry(failures: number): number {
  return RETRY_MINUTES[Math.min(failures, RETRY_MINUTES.length) - 1] ?? 1
}

/** An error in one line, without anybody's address. Prisma's own begins with where it was, not what. */
export function failureInWords(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const lines = message.split('\n').map((line) => line.trim())
  const last = lines.filter(Boolean).at(message.startsWith('\n') ? -1 : 0)
  const words = last ?? 'It failed without a word.'
  return words.replace(/[^\s"'(<=]+@[^\s"')>]+/g, '…').slice(0, LONGEST_WORDS)
}
