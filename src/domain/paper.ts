/** A paper as one outside source describes it. */
import type { EditionDate } from './edition.ts'

/** Where a description came from, weakest first: the stronger source wins, field by field. */
export const SOURCES = ['sample', 'file', 'hugging-face', 'arxiv'] as const
export type Source = (typeof SOURCES)[number]

/** A listing of the paper in one edition; `listedAt` (ISO instant) if the source gives it. */
export type DraftListing = { date: EditionDate; listedAt: string | null }

/**
 * One source's description of one paper. `null` means "this source does not say".
 * All text is clean: one line, NFC, no control or bidi characters; TeX stays TeX.
 */
export type PaperDraft = {
  source: Source
  /** Canonical, without a version: `2510.13312` or `math/0611800`. */
  arxivId: string | null
  version: number | null
  /** ISO instant of this version (arXiv); orders the descriptions from one source. */
  revisedAt: string | null
  /** ISO instant at which the source said all this; null: the time of import. */
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
  /** The authors' note on arXiv ("12 pages, 3 figures"), where the field is called comment. */
  note: string | null
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
