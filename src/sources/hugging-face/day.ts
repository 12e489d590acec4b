/** Raw items from Hugging Face's Daily Papers, old and new: each wraps a `paper`. */
import { z } from 'zod'
import type { DraftListing } from '../../domain/paper.ts'
import { utcDay } from '../../domain/utc-day.ts'
import { cleanHtml } from '../clean-text.ts'
import { startOf } from '../dates.ts'
import { draftOf, readWith } from '../draft.ts'
import * as loose from '../loose-fields.ts'
import type { Reading, Shape } from '../source.ts'

/** From this day on, the outer `publishedAt` is no longer the time of submission. */
const OUTER_TIME_CHANGED = '2025-03-11'

const title = loose.line(500, cleanHtml)
const summary = loose.line(20_000, cleanHtml)

const schema = z.object({
  title,
  summary,
  publishedAt: loose.instant,
  numComments: loose.count,
  organization: loose.organization,
  paper: z.object({
    id: loose.requiredArxivId,
    title,
    summary,
    authors: loose.authors,
    publishedAt: loose.day,
    submittedOnDailyAt: loose.instant,
    upvotes: loose.count,
    organization: loose.organization,
    githubRepo: loose.link,
    projectPage: loose.link,
  }),
})

/** Items of `GET /api/daily_papers`. */
export const dayItem: Shape = {
  kind: 'Hugging Face day',
  fits: ({ paper }) => typeof paper === 'object' && paper !== null && !Array.isArray(paper),
  read: (value) => readWith(schema, value, describe),
}

function describe(item: z.output<typeof schema>): Reading {
  const { paper } = item
  const listing = listingOf(paper.submittedOnDailyAt, item.publishedAt)
  return draftOf({
    source: 'hugging-face',
    arxivId: paper.id.id,
    title: paper.title ?? item.title,
    abstract: paper.summary ?? item.summary,
    authors: paper.authors,
    organization: paper.organization ?? item.organization,
    publishedAt: paper.publishedAt,
    codeUrl: paper.githubRepo,
    projectUrl: paper.projectPage,
    votes: paper.upvotes,
    comments: item.numComments,
    listings: listing ? [listing] : [],
    observedAt: listing && (listing.listedAt ?? startOf(listing.date)),
  })
}

function listingOf(submittedAt: string | null, outerTime: string | null): DraftListing | null {
  if (submittedAt) return { date: utcDay(submittedAt), listedAt: submittedAt }
  if (!outerTime || utcDay(outerTime) >= OUTER_TIME_CHANGED) return null
  return { date: utcDay(outerTime), listedAt: null }
}
