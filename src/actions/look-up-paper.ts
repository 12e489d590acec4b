/** Looks up a paper that a member names: in the database, else at arXiv. */
import { setTimeout as sleep } from 'node:timers/promises'
import { findLookedUp, keepLookedUp } from '../db/papers/looked-up-papers.ts'
import { findPaper } from '../db/papers/papers.ts'
import { isRemoved } from '../db/papers/removals.ts'
import { sourceGate } from '../db/sources/source-gate.ts'
import type { PaperDraft } from '../domain/paper.ts'
import type { NamedPaper } from '../domain/submission.ts'
import { fetchArxivPapers } from '../sources/arxiv/fetch-papers.ts'
import { arxivService } from '../sources/arxiv/service.ts'

/** `draft`: arXiv's metadata, null when the paper is stored. `message`: why it was not found. */
export type LookedUp = { draft: PaperDraft | null } | { message: string }

/** A member is waiting, and holds a turn that others want as well. */
const PATIENCE_MS = 3_000
/** It may take longer in the background: the answer is then there for the next try. */
const LONGEST_WAIT_MS = 15_000
/** In this process. */
const MOST_UNDER_WAY = 2
const NOT_YET = 'arXiv is slow right now. We’re still asking: try again in a minute.'

/** Kept where every bundle of Next finds it. */
const shared = globalThis as typeof globalThis & {
  broadsheetLookUps?: Map<string, Promise<LookedUp>>
}

/**
 * Asks arXiv only about an id that can exist and is not known here, and then once a day. Answers
 * within three seconds, whatever arXiv does.
 */
export async function lookUpPaper({ kind, id }: NamedPaper, now: Date): Promise<LookedUp> {
  if ((await findPaper(id)) || (await isRemoved(id))) return { draft: null }
  if (kind === 'here') return { message: 'That isn’t an arXiv ID or a paper on this site.' }
  const known = await findLookedUp(id, now)
  return known ? { draft: known } : askArxiv(id, now)
}

async function askArxiv(id: string, now: Date): Promise<LookedUp> {
  shared.broadsheetLookUps ??= new Map()
  const underWay = shared.broadsheetLookUps
  if (!underWay.has(id)) {
    if (underWay.size >= MOST_UNDER_WAY)
      return { message: 'Other papers are being looked up right now. Try again in a minute.' }
    const begun = fetchFromArxiv(id, now).finally(() => underWay.delete(id))
    // Nobody hears of a failure after the member has left.
    begun.catch(() => {})
    underWay.set(id, begun)
  }
  const late = sleep(PATIENCE_MS, { message: NOT_YET }, { ref: false })
  return Promise.race([underWay.get(id) ?? late, late])
}

async function fetchFromArxiv(id: string, now: Date): Promise<LookedUp> {
  const { name, gapMs } = arxivService()
  const gate = sourceGate(name, { gapMs, patienceMs: LONGEST_WAIT_MS })
  const answer = await fetchArxivPapers([id], gate)
  if (answer.kind === 'unavailable') {
    console.error(`Looking up ${id} failed: ${answer.reason}`)
    return { message: `arXiv can’t be reached right now: ${when(answer)}.` }
  }
  const [draft] = answer.drafts
  if (!draft)
    return {
      message: answer.unknown.includes(id)
        ? `arXiv has no paper ${id}.`
        : `We couldn’t read arXiv’s answer about ${id}.`,
    }
  await keepLookedUp(id, draft, now)
  return { draft }
}

function when({ retryInMs }: { retryInMs: number }): string {
  const minutes = Math.ceil(retryInMs / 60_000)
  return minutes > 1 ? `try again in ${minutes} minutes` : 'try again in a minute'
}
