/** Judges and counts votes again, whatever the rows say now. */
import { db } from '../client.ts'
import { recomputeScores } from '../papers/scores.ts'
import { retryDeadlocks } from '../retry.ts'
import { judgeVotes } from './vote-rules.ts'

/** `judged`: votes whose weight changed; `repaired`: papers whose counts or scores were off. */
export async function recountPapers(
  ids: string[],
  now: Date,
): Promise<{ judged: number; repaired: number }> {
  return retryDeadlocks(() =>
    db().$transaction(async (tx) => {
      const judged = await judgeVotes(tx, ids, now)
      return { judged, repaired: await recomputeScores(tx, ids) }
    }),
  )
}
