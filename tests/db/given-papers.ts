/** Papers put into a test database the way every source puts them there. */
import { type ImportCounts, importPapers } from '../../src/db/papers/import-papers.ts'
import type { PaperDraft } from '../../src/domain/paper.ts'
import { NEW_YORK } from '../support/papers.ts'

export const NOW = new Date('2026-02-10T12:00:00Z')

/** Imports drafts as one batch; their places are those in the list. */
export function given(...drafts: PaperDraft[]): Promise<ImportCounts> {
  const batch = drafts.map((draft, position) => ({ draft, position }))
  return importPapers(batch, { now: NOW, clock: NEW_YORK })
}

/** The id that a draft's paper gets. */
export function idOf(draft: PaperDraft): string {
  if (!draft.arxivId) throw new Error('this draft has no arXiv id')
  return draft.arxivId
}

/** The exponent of n votes at an instant, by the contract's words. */
export function votesLog(instant: string, votes: number): number {
  const hours = (Date.parse(instant) - Date.parse('2020-01-01T00:00:00Z')) / 3_600_000
  return hours / 48 + Math.log2(votes)
}
