/** Our own sample: real papers with summaries in our words, for a site without other data. */
import { z } from 'zod'
import { draftOf, readWith } from '../draft.ts'
import * as loose from '../loose-fields.ts'
import type { Reading, Shape } from '../source.ts'

const schema = z.object({
  arxivId: loose.arxivId,
  title: loose.title,
  summary: loose.abstract,
  authors: loose.authors,
  authorCount: loose.count,
  organization: loose.organization,
  publishedAt: loose.day,
  categories: loose.categories,
  votes: loose.count,
  comments: loose.count,
  codeUrl: loose.link,
})

/** Recognised by having both `summary` and `codeUrl`, which no other format has. */
export const samplePaper: Shape = {
  kind: 'sample',
  fits: (value) => 'summary' in value && 'codeUrl' in value,
  read: (value) => readWith(schema, value, describe),
}

function describe({ arxivId, summary, ...rest }: z.output<typeof schema>): Reading {
  return draftOf({
    ...rest,
    source: 'sample',
    arxivId: arxivId?.id ?? null,
    version: arxivId?.version ?? null,
    abstract: summary,
  })
}
