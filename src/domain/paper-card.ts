/** A paper as lists show it. */
export type PaperCard = {
  id: string
  arxivId: string | null
  /** May hold TeX. */
  title: string
  abstract: string | null
  /** The abstract is a summary, not the authors' text. */
  summarised: boolean
  /** null: unknown. */
  authorCount: number | null
  organization: { slug: string; name: string } | null
  /** `YYYY-MM-DD`; null: unknown. */
  publishedOn: string | null
  categories: string[]
  /** Members' and imported ones added up. */
  votes: number
  comments: number
  withdrawn: boolean
  /** The trending score; -Infinity without votes. */
  score: number
  /** When the edition or period being shown listed it; elsewhere, when it was first listed. */
  appearedAt: Date
  /** Its place by votes in the edition being shown; null elsewhere, or without votes. */
  rank: number | null
}
