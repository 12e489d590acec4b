/** Repeats work that lost against another transaction's locks. */
import { setTimeout as wait } from 'node:timers/promises'

const TRIES = 4
const LONGEST_WAIT_MS = 40
/** Postgres's serialization_failure and deadlock_detected, and Prisma's code for both. */
const LOST = /\b(?:40001|40P01|P2034)\b/

/** Does the work, and repeats it up to three times if Postgres ended it over a deadlock. */
export async function retryDeadlocks<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (tries === TRIES || !isLost(error)) throw error
      await wait(Math.random() * LONGEST_WAIT_MS * tries)
    }
  }
}

/** Whether a write failed because something unique was already there. */
export function isTakenError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'P2002'
}

function isLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, meta } = error as { code?: unknown; meta?: unknown }
  return LOST.test(`${code} ${JSON.stringify(meta)} ${error.message}`)
}
