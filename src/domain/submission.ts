/** Submissions: how people name a paper, and which submissions the operator's rule lists. */
import { readArxivId } from './arxiv-id.ts'

export const SUBMISSION_STATES = ['waiting', 'listed', 'declined'] as const
export type SubmissionState = (typeof SUBMISSION_STATES)[number]

/** `arxiv`: a possible arXiv id, canonical. `here`: a possible address of a paper on this site. */
export type NamedPaper = { kind: 'arxiv' | 'here'; id: string }

const SLUG = /^[a-z0-9][a-z0-9-]{0,199}$/

/**
 * Works out which paper is meant: any spelling of an arXiv id or its address, or the address or slug
 * of a paper on this site. Null for anything else. Makes no requests.
 */
export function readNamedPaper(text: string, siteUrl: string): NamedPaper | null {
  const typed = text.trim()
  const path = pathHere(typed, siteUrl)
  const arxivId = readArxivId(path ?? typed)
  if (arxivId) return { kind: 'arxiv', id: arxivId.id }
  const slug = (path ?? typed).toLowerCase()
  return SLUG.test(slug) ? { kind: 'here', id: slug } : null
}

/** The part after `/papers/` in an address on this site. */
function pathHere(text: string, siteUrl: string): string | null {
  const inner = text.startsWith(`${siteUrl}/`) ? text.slice(siteUrl.length) : text
  return /^\/papers\/([^?#]+?)\/*(?:[?#].*)?$/.exec(inner)?.[1] ?? null
}

/** `votes`: how many counted for the rank when the edition opened. */
export type WaitingSubmission = { paperId: string; submittedAt: Date; votes: number }

/** Votes it takes to list a submission: at least one, however low the rule, so that nobody lists their own. */
export function votesToList({ minVotes }: { minVotes: number }): number {
  return Math.max(1, minVotes)
}

/** The waiting submissions with enough votes, most votes first, then oldest first. */
export function chooseSubmissions<Given extends WaitingSubmission>(
  waiting: Given[],
  needed: number,
): Given[] {
  return waiting
    .filter(({ votes }) => votes >= needed)
    .toSorted((a, b) => b.votes - a.votes || a.submittedAt.getTime() - b.submittedAt.getTime())
}
