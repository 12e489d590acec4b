/** Fetches papers from arXiv by id, for members' submissions. */
import { parseArxivId } from '../../domain/arxiv-id.ts'
import { type Gate, GateClosed } from '../../domain/gate.ts'
import type { PaperDraft } from '../../domain/paper.ts'
import { AnswerError } from '../answer-error.ts'
import { fetchAnswer } from '../fetch-answer.ts'
import type { SourceItem } from '../source.ts'
import { openAnswer } from './open-answer.ts'
import { arxivService, queryAddress } from './service.ts'

/** How many ids go into one request. */
const BATCH = 100

/**
 * `unknown`: ids that arXiv doesn't have. `unreadable`: ids whose entry could not be used, with the
 * reason. `unavailable`: arXiv did not answer; try again after `retryInMs`.
 */
export type FetchedPapers =
  | {
      kind: 'answered'
      drafts: PaperDraft[]
      unknown: string[]
      unreadable: { id: string; reason: string }[]
    }
  | { kind: 'unavailable'; reason: string; retryInMs: number }

/**
 * Asks arXiv's query API for papers by id (any version, canonical or not; what isn't an id counts as
 * unknown without asking). `gate`: from db/sources/source-gate, for arxivService().
 */
export async function fetchArxivPapers(ids: string[], gate: Gate): Promise<FetchedPapers> {
  const asked = [...new Set(ids.flatMap((id) => parseArxivId(id)?.id ?? []))]
  const items: SourceItem[] = []
  try {
    for (let start = 0; start < asked.length; start += BATCH) {
      items.push(...(await fetchBatch(asked.slice(start, start + BATCH), gate)))
    }
  } catch (error) {
    return unavailable(error)
  }
  const drafts = items.flatMap((item) => ('draft' in item ? [item.draft] : []))
  const unreadable = items.flatMap((item) =>
    'quarantined' in item
      ? [{ id: item.quarantined.reference, reason: item.quarantined.reason }]
      : [],
  )
  const seen = new Set([
    ...drafts.map(({ arxivId }) => arxivId),
    ...unreadable.map(({ id }) => parseArxivId(id)?.id),
  ])
  const unknown = ids.filter((id) => !seen.has(parseArxivId(id)?.id ?? ''))
  return { kind: 'answered', drafts, unknown, unreadable }
}

async function fetchBatch(ids: string[], gate: Gate): Promise<SourceItem[]> {
  const answer = await fetchAnswer(arxivService(), queryAddress(ids), gate)
  if (answer.kind !== 'fresh') throw new AnswerError('nothing new')
  const items: SourceItem[] = []
  for await (const item of openAnswer(answer.bytes).items) items.push(item)
  return items
}

function unavailable(error: unknown): FetchedPapers {
  if (error instanceof GateClosed) {
    return { kind: 'unavailable', reason: error.message, retryInMs: error.retryInMs }
  }
  if (!(error instanceof AnswerError)) throw error
  const retryInMs = error.retryAfterMs ?? 60_000
  return { kind: 'unavailable', reason: `arXiv: ${error.message}`, retryInMs }
}
