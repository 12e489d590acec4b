/** Recounts what papers derive from their listings and votes, repairs it and tells how much was off. */
import { listPaperIds, recomputePapers } from '../db/scores.ts'

const BATCH = 500

export async function reconcile(): Promise<{ checked: number; repaired: number }> {
  let checked = 0
  let repaired = 0
  let after = ''
  for (;;) {
    const ids = await listPaperIds(after, BATCH)
    if (ids.length === 0) return { checked, repaired }
    repaired += await recomputePapers(ids)
    checked += ids.length
    after = ids.at(-1) ?? after
  }
}
