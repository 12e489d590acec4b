/** Recounts what papers derive from listings, votes and comments, repairs it, and reports how much was off. */

import { listPaperIds } from '../db/papers/scores.ts'
import { recountPapers } from '../db/votes/recount.ts'

const BATCH = 500

/** `judged`: how many votes now count for the rank, or no longer do (domain/vote.ts). */
export async function reconcile(
  now: Date,
): Promise<{ checked: number; repaired: number; judged: number }> {
  const sum = { checked: 0, repaired: 0, judged: 0 }
  let after = ''
  for (;;) {
    const ids = await listPaperIds(after, BATCH)
    if (ids.length === 0) return sum
    const { repaired, judged } = await recountPapers(ids, now)
    sum.checked += ids.length
    sum.repaired += repaired
    sum.judged += judged
    after = ids.at(-1) ?? after
  }
}
