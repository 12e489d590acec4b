/** Papers for tests. */
import type { PaperDraft } from '../../src/domain/paper.ts'

export const NEW_YORK = { timeZone: 'America/New_York', hour: 20 }

let made = 0

/** A draft with a fresh arXiv id; name only what matters. */
export function aDraft(given: Partial<PaperDraft> = {}): PaperDraft {
  made++
  return {
    source: 'hugging-face',
    arxivId: `2501.${String(made).padStart(5, '0')}`,
    version: null,
    revisedAt: null,
    observedAt: '2026-02-09T01:00:00.000Z',
    title: `A paper about thing ${made}`,
    abstract: `We study thing ${made} and find that it is a thing.`,
    authors: ['Ada Example', 'Bo Sample'],
    authorCount: null,
    organization: null,
    publishedAt: '2026-01-09',
    categories: ['cs.CL'],
    note: null,
    doi: null,
    journalRef: null,
    license: null,
    codeUrl: null,
    projectUrl: null,
    withdrawn: null,
    listings: [{ date: '2026-02-09', listedAt: null }],
    votes: null,
    comments: null,
    ...given,
  }
}
