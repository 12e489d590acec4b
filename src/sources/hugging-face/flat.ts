/** Daily Papers entries flattened to one JSON object per line, as in public data sets. */
import { z } from 'zod'
import { utcDay } from '../../domain/utc-day.ts'
import { cleanHtml } from '../clean-text.ts'
import { startOf } from '../dates.ts'
import { draftOf, readWith } from '../draft.ts'
import * as loose from '../loose-fields.ts'
import type { Reading, Shape } from '../source.ts'

const schema = z.object({
  id: loose.requiredArxivId,
  title: loose.line(500, cleanHtml),
  summary: loose.line(20_000, cleanHtml),
  authors: loose.authors,
  publishedAt: loose.day,
  submittedOnDailyAt: loose.instant,
  dailyDate: loose.day,
  upvotes: loose.count,
  numComments: loose.count,
  organization: loose.organization,
  githubRepo: loose.link,
  projectPage: loose.link,
})

/** Entries with `id`, `summary` and the date of the daily list. */
export const flatEntry: Shape = {
  kind: 'Hugging Face list',
  fits: (value) => 'id' in value && 'summary' in value && 'dailyDate' in value,
  read: (value) => readWith(schema, value, describe),
}

function describe(entry: z.output<typeof schema>): Reading {
  const listedAt = entry.submittedOnDailyAt
  const date = entry.dailyDate ?? (listedAt && utcDay(listedAt))
  return draftOf({
    source: 'hugging-face',
    arxivId: entry.id.id,
    title: entry.title,
    abstract: entry.summary,
    authors: entry.authors,
    organization: entry.organization,
    publishedAt: entry.publishedAt,
    codeUrl: entry.githubRepo,
    projectUrl: entry.projectPage,
    votes: entry.upvotes,
    comments: entry.numComments,
    listings: date ? [{ date, listedAt }] : [],
    observedAt: listedAt ?? (date && startOf(date)),
  })
}
