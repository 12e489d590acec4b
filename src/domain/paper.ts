/** A paper as the outside world describes it, and how several descriptions become one. */
import type { EditionDate } from './edition.ts'

/** Where a description came from, weakest first: a stronger source's word wins, field by field. */
export const SOURCES = ['sample', 'file', 'hugging-face', 'arxiv'] as const
export type Source = (typeof SOURCES)[number]

/** A listing of the paper on one edition; `listedAt` (ISO instant) where the source says it. */
export type DraftListing = { date: EditionDate; listedAt: string | null }

/**
 * One source's description of one paper. `null` means "this source does not say".
 * All text is clean: one line, NFC, no control or bidi characters; TeX stays TeX.
 */
export type PaperDraft = {
  source: Source
  /** Canonical and without version, e.g. `2510.13312` or `math/0611800`. */
  arxivId: string | null
  version: number | null
  /** ISO instant of this version (arXiv); orders descriptions of one source. */
  revisedAt: string | null
  /** ISO instant at which the source said all this; `null`: when it is imported. */
  observedAt: string | null
  title: string
  abstract: string | null
  /** Names in the paper's order. */
  authors: string[] | null
  authorCount: number | null
  organization: { slug: string; name: string } | null
  /** `YYYY-MM-DD`: the UTC day of the first version. */
  publishedAt: string | null
  /** arXiv categories, primary first. */
  categories: string[] | null
  comment: string | null
  doi: string | null
  journalRef: string | null
  license: string | null
  codeUrl: string | null
  projectUrl: string | null
  withdrawn: boolean | null
  listings: DraftListing[]
  /** Hugging Face's own counts, as this source saw them. */
  votes: number | null
  comments: number | null
}
