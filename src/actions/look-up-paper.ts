/** Finds out about a paper that a member names: from the database, else from arXiv. */
import { findLookedUp, keepLookedUp } from '../db/looked-up-papers.ts'
import { findPaper } from '../db/papers.ts'
import { isRemoved } from '../db/removals.ts'
import { sourceGate } from '../db/source-gate.ts'
import type { PaperDraft } from '../domain/paper.ts'
import type { NamedPaper } from '../domain/submission.ts'
import { fetchArxivPapers } from '../sources/arxiv/fetch-papers.ts'
import { arxivService } from '../sources/arxiv/service.ts'

/** `draft`: what arXiv says of it, null when the paper is stored. `message`: why it is not found. */
export type LookedUp = { draft: PaperDraft | null } | { message: string }

/** Somebody waits before the form. */
const PATIENCE_MS = 15_000

/** Asks arXiv only about an id that can exist and is not known here, and then once a day. */
export async function lookUpPaper({ kind, id }: NamedPaper, now: Date): Promise<LookedUp> {
  if ((await findPaper(id)) || (await isRemoved(id))) return { draft: null }
  if (kind === 'here') return { message: 'No paper here has this address, and it is no arXiv id.' }
  const known = await findLookedUp(id, now)
  return known ? { draft: known } : askArxiv(id, now)
}

async function askArxiv(id: string, now: Date): Promise<LookedUp> {
  const { name, gapMs } = arxivService()
  const answer = await fetchArxivPapers([id], sourceGate(name, { gapMs, patienceMs: PATIENCE_MS }))
  if (answer.kind === 'unavailable') {
    console.error(`Looking up ${id} failed: ${answer.reason}`)
    return { message: `arXiv cannot be reached just now. Nothing is lost: ${when(answer)}.` }
  }
  const [draft] = answer.drafts
  if (!draft)
    return {
      message: answer.unknown.includes(id)
        ? `arXiv has no paper ${id}.`
        : `What arXiv says of ${id} cannot be read.`,
    }
  await keepLookedUp(id, draft, now)
  return { draft }
}

function when({ retryInMs }: { retryInMs: number }): string {
  const minutes = Math.ceil(retryInMs / 60_000)
  return minutes > 1 ? `try again in ${minutes} minutes` : 'try again in a minute'
}
