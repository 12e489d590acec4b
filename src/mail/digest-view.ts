/** What a digest says, in the words that its HTML and its text share. */
import { count, counted, longDate, shortDate, spanOfDays } from '../domain/dates.ts'
import { type Period, weekOf } from '../domain/edition.ts'
import { plainTextOf } from '../domain/latex.ts'
import type { PaperCard } from '../domain/paper-card.ts'
import { type Cadence, describeDigest } from '../domain/subscription.ts'

/** Stands for the reader's unsubscribe link until the mail is composed. */
export const UNSUBSCRIBE_MARK = '__UNSUBSCRIBE__'

/** `total`: papers of the period in these topics; `papers` are the first of them. */
export type DigestData = {
  cadence: Cadence
  period: Period
  topics: string[]
  papers: PaperCard[]
  total: number
  siteUrl: string
}

export type DigestItem = {
  id: string
  title: string
  votes: string
  meta: string
  excerpt: string
  href: string
}
export type DigestView = {
  subject: string
  heading: string
  /** "Monday, 9 February 2026. 5 of 58, ranked by fresh votes." */
  intro: string
  items: DigestItem[]
  more: { label: string; href: string }
  /** "You asked for the daily digest on cs.CL." */
  why: string
  manageHref: string
}

const LONGEST_TITLE = 280
const LONGEST_NAME = 80
/** Two lines where a mail is wide. */
const EXCERPT = 170

/** The words of a digest. Formulas are readable text, and nothing but the site's own links is in it. */
export function viewDigest({ cadence, period, topics, papers, total, siteUrl }: DigestData) {
  const isWeekly = cadence === 'weekly'
  const when = isWeekly ? spanOfDays(period.from, period.to) : longDate(period.from)
  const path = isWeekly ? `/papers/week/${weekOf(period.from)}` : `/papers/date/${period.from}`
  const shown = papers.length < total ? `${count(papers.length)} of ${count(total)}` : 'All'
  return {
    subject: isWeekly ? `Trending papers of the week, ${when}` : `Trending papers, ${when}`,
    heading: isWeekly ? 'Trending papers of the week' : 'Trending papers',
    intro: `${when}. ${shown}${topics.length > 0 ? ` on ${topics.join(', ')}` : ''}, ranked by fresh votes.`,
    items: papers.map((paper) => itemOf(paper, period.to, siteUrl)),
    more: {
      label: topics.length > 0 ? 'See the whole edition' : `See all ${counted(total, 'paper')}`,
      href: siteUrl + path,
    },
    why: `You asked for ${describeDigest({ cadence, topics })}.`,
    manageHref: `${siteUrl}/subscriptions/manage`,
  } satisfies DigestView
}

function itemOf(paper: PaperCard, today: string, siteUrl: string): DigestItem {
  const { organization, authorCount, publishedOn } = paper
  const authors = authorCount === null ? null : counted(authorCount, 'author')
  const makers = organization ? cut(organization.name, LONGEST_NAME) : authors
  const date = publishedOn && shortDate(publishedOn, today)
  return {
    id: paper.id,
    title: cut(plainTextOf(paper.title), LONGEST_TITLE),
    votes: count(paper.votes),
    meta: [makers, date].filter(Boolean).join(' · '),
    excerpt: cut(plainTextOf(paper.abstract ?? ''), EXCERPT),
    href: `${siteUrl}/papers/${paper.id}`,
  }
}

/** At most so many letters, cut between words where there are some. */
function cut(text: string, most: number): string {
  const letters = Array.from(text)
  if (letters.length <= most) return text
  const start = letters.slice(0, most).join('')
  return `${start.replace(/\s+\S{0,30}$/, '').replace(/[\s.,;:]+$/, '')} …`
}
