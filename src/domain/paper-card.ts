/** A paper as lists show it. */
export type PaperCard = {
  id: string
  arxivId: string | null
  /** May hold TeX. */
  title: string
  abstract: string | null
  /** The abstract is a summary in other words. */
  summarised: boolean
  /** null: unknown. */
  authorCount: number | null
  organization: { slug: string; name: string } | null
  /** `YYYY-MM-DD`; null: unknown. */
  publishedOn: string | null
  categories: string[]
  /** Members' and imported ones together. */
  votes: number
  comments: number
  withdrawn: boolean
  /** The trending score; -Infinity without votes. */
  score: number
  /** Its listing in the list's own edition or period; else its first. */
  appearedAt: Date
  /** Place by votes in the edition it is shown in, if it is shown in one and has votes. */
  rank: number | null
}
