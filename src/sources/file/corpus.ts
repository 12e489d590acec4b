/** Corpus files: arXiv metadata, one paper per line, with the day arXiv listed it. */
import { z } from 'zod'
import { startOf } from '../dates.ts'
import { draftOf, readWith } from '../draft.ts'
import * as loose from '../loose-fields.ts'
import type { Reading, Shape } from '../source.ts'

const schema = z.object({
  id: loose.requiredArxivId,
  title: loose.title,
  abstract: loose.abstract,
  authors: loose.authors,
  categories: loose.categories,
  published: loose.day,
  listedOn: loose.day,
  comment: loose.remark,
  doi: loose.doi,
  journalRef: loose.remark,
})

/** Lines with id, title, abstract, authors, categories, published and listedOn. */
export const corpusLine: Shape = {
  kind: 'corpus',
  fits: (value) =>
    'id' in value && 'abstract' in value && ('listedOn' in value || 'categories' in value),
  read: (value) => readWith(schema, value, describe),
}

function describe(paper: z.output<typeof schema>): Reading {
  const { listedOn } = paper
  return draftOf({
    source: 'file',
    arxivId: paper.id.id,
    version: paper.id.version,
    title: paper.title,
    abstract: paper.abstract,
    authors: paper.authors,
    categories: paper.categories,
    publishedAt: paper.published,
    note: paper.comment,
    doi: paper.doi,
    journalRef: paper.journalRef,
    listings: listedOn ? [{ date: listedOn, listedAt: null }] : [],
    observedAt: listedOn && startOf(listedOn),
  })
}
