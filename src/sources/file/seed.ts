/** Seed files: the cards of a seed page, or facts about the same papers from elsewhere. */
import { z } from 'zod'
import { startOf } from '../dates.ts'
import { draftOf, readWith } from '../draft.ts'
import * as loose from '../loose-fields.ts'
import type { Reading, Shape } from '../source.ts'

const schema = z.object({
  arxivId: loose.arxivId,
  title: loose.title,
  abstract: loose.abstract,
  authors: loose.authors,
  authorCount: loose.count,
  org: loose.organization,
  publishedAt: loose.day,
  categories: loose.categories,
  comments: loose.count,
  upvotes: loose.count,
  dailyDate: loose.day,
  githubRepo: loose.link,
})

/** Cards: title, abstract, authorCount, org, publishedAt, comments and arxivId, which may be null. */
export const seedPaper: Shape = {
  kind: 'seed papers',
  fits: (value) => 'arxivId' in value && 'title' in value && 'abstract' in value,
  read: (value) => readWith(schema, value, describe),
}

/** Facts: no abstract, but authors, categories, votes, code and the day of a daily list. */
export const seedFact: Shape = {
  kind: 'seed facts',
  fits: (value) => 'arxivId' in value && 'title' in value && 'dailyDate' in value,
  read: (value) => readWith(schema, value, describe),
}

function describe(card: z.output<typeof schema>): Reading {
  const { dailyDate } = card
  return draftOf({
    source: 'file',
    arxivId: card.arxivId?.id ?? null,
    version: card.arxivId?.version ?? null,
    title: card.title,
    abstract: card.abstract,
    authors: card.authors,
    authorCount: card.authorCount,
    organization: card.org,
    publishedAt: card.publishedAt,
    categories: card.categories,
    codeUrl: card.githubRepo,
    votes: card.upvotes,
    comments: card.comments,
    listings: dailyDate ? [{ date: dailyDate, listedAt: null }] : [],
    observedAt: dailyDate && startOf(dailyDate),
  })
}
