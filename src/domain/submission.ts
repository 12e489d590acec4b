/** Submissions: how a paper is named, and which ones the operator's rule lists. */
import { readArxivId } from './arxiv-id.ts'

export const SUBMISSION_STATES = ['waiting', 'listed', 'declined'] as const
export type SubmissionState = (typeof SUBMISSION_STATES)[number]

/** `arxiv`: an id that can exist, canonical. `here`: what may be a paper's address on this site. */
export type NamedPaper = { kind: 'arxiv' | 'here'; id: string }

const SLUG = /^[a-z0-9][a-z0-9-]{0,199}$/

/**
 * Reads which paper is meant: any spelling of an arXiv id or of its address, or the address or slug
 * of a paper on this site. Null for anything else. Never looks at the network.
 */
export function readNamedPaper(text: string, siteUrl: string): NamedPaper | null {
  const typed = text.trim()
  const path = pathHere(typed, siteUrl)
  const arxivId = readArxivId(path ?? typed)
  if (arxivId) return { kind: 'arxiv', id: arxivId.id }
  const slug = (path ?? typed).toLowerCase()
  return SLUG.test(slug) ? { kind: 'here', id: slug } : null
}

/** What follows `/papers/` in an address of this site. */
function pathHere(text: string, siteUrl: string): string | null {
  const inner = text.startsWith(`${siteUrl}/`) ? text.slice(siteUrl.length) : text
  return /^\/papers\/([^?#]+?)\/*(?:[?#].*)?$/.exec(inner)?.[1] ?? null
}

/** `votes`: those that counted for the rank when the edition opened. */
export type WaitingSubmission = { paperId: string; submittedAt: Date; votes: number }

/** Votes that list a submission: however low the rule, one, for nobody lists their own paper. */
export function votesToList({ minVotes }: { minVotes: number }): number {
  return Math.max(1, minVotes)
}

/** The waiting submissions that have the votes, most voted first, then first submitted. */
export function chooseSubmissions<Given extends WaitingSubmission>(
  waiting: Given[],
  needed: number,
): Given[] {
  return waiting
    .filter(({ votes }) => votes >= needed)
    .toSorted((a, b) => b.votes - a.votes || a.submittedAt.getTime() - b.submittedAt.getTime())
}
