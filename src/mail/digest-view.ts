/** What a digest says, in words shared by its HTML and its text. */
import { count, counted, dayAndMonth, longDate, shortDay, spanOfDays } from '../domain/dates.ts'
import { type EditionDate, type Period, parseWeek, weekOf } from '../domain/edition.ts'
import { plainTextOf } from '../domain/latex.ts'
import type { PaperCard } from '../domain/paper-card.ts'
import { cut } from '../domain/short-text.ts'
import { type Cadence, describeDigest, listOf } from '../domain/subscription.ts'
import { subjectOf } from './digest-subject.ts'

/** A placeholder for the reader's unsubscribe link until the email is composed. */
export const UNSUBSCRIBE_MARK = '__UNSUBSCRIBE__'

/** `listedOn`: the edition that listed it first. `firstAuthor`: a name; null: unknown. */
export type DigestPaper = PaperCard & { listedOn: EditionDate; firstAuthor: string | null }

export type DigestData = {
  cadence: Cadence
  topics: string[]
  /** The reader's first digest. */
  isFirst: boolean
  /** From its oldest to its newest edition; whole weeks for a weekly one. */
  period: Period
  /** How many of its papers each edition has, newest first. */
  editions: { date: EditionDate; papers: number }[]
  /** The best of `total`, in order. */
  papers: DigestPaper[]
  total: number
  siteUrl: string
}

export type DigestItem = {
  id: string
  title: string
  /** "51" and "votes"; null when there are none. */
  votes: { count: string; noun: string } | null
  meta: string
  excerpt: string
  href: string
}
type PageLink = { label: string; href: string; papers: string }
export type DigestView = {
  subject: string
  preview: string
  heading: string
  /** "This is your first digest. …" */
  welcome: string | null
  /** "Monday, 9 February 2026. The 10 most upvoted of 52 papers in cs.CL." */
  intro: string
  showsVotes: boolean
  items: DigestItem[]
  /** "And 42 more papers in cs.CL." */
  rest: string | null
  /** "See all 52 papers": one page, or several with labels of their own. */
  more: { label: string; pages: PageLink[] }
  /** "You get this email because …" */
  why: string
  manageHref: string
}

const LONGEST_TITLE = 280
const LONGEST_NAME = 80
/** Two lines in a wide window. */
const EXCERPT = 130
const FURTHER_TITLES = 3

/** The words of a digest. Formulas become readable text, and all links are the site's own. */
export function viewDigest(data: DigestData): DigestView {
  const { cadence, topics, papers, total, siteUrl } = data
  const showsVotes = papers.some(({ votes }) => votes > 0)
  const what = showsVotes ? 'Trending papers' : 'New papers'
  const inTopics = topics.length > 0 ? ` in ${listOf(topics)}` : ''
  const items = papers.map((paper) => itemOf(paper, data))
  const hidden = total - papers.length
  return {
    subject: subjectOf(cadence, { title: papers[0]?.title ?? what, total }),
    preview: previewOf(items) || `${what} on Broadsheet`,
    heading: cadence === 'weekly' ? `${what} of the week` : what,
    welcome: data.isFirst ? welcomeOf(cadence) : null,
    intro: `${whenOf(data)}. ${shareOf(data, showsVotes)}${inTopics}${showsVotes && hidden === 0 && total > 1 ? ', most upvoted first' : ''}.`,
    showsVotes,
    items,
    rest: hidden > 0 ? `And ${counted(hidden, 'more paper')}${inTopics}.` : null,
    more: moreOf(data),
    why: `You get this email because you subscribed to ${describeDigest({ cadence, topics })} at ${new URL(siteUrl).host}.`,
    manageHref: `${siteUrl}/subscriptions/manage`,
  }
}

function itemOf(paper: DigestPaper, { cadence, siteUrl }: DigestData): DigestItem {
  const day = cadence === 'weekly' ? shortDay(paper.listedOn) : null
  const { votes } = paper
  return {
    id: paper.id,
    title: cut(plainTextOf(paper.title), LONGEST_TITLE),
    votes: votes > 0 ? { count: count(votes), noun: votes === 1 ? 'vote' : 'votes' } : null,
    meta: [makersOf(paper), day].filter(Boolean).join(' · '),
    excerpt: cut(plainTextOf(paper.abstract ?? ''), EXCERPT),
    href: `${siteUrl}/papers/${paper.id}`,
  }
}

/** "Z.ai", "Ada Example +12", "13 authors", or null when nothing is known. */
function makersOf({ organization, firstAuthor, authorCount }: DigestPaper): string | null {
  if (organization) return cut(organization.name, LONGEST_NAME)
  if (!firstAuthor) return authorCount === null ? null : counted(authorCount, 'author')
  const others = (authorCount ?? 1) - 1
  return cut(firstAuthor, LONGEST_NAME) + (others > 0 ? ` +${count(others)}` : '')
}

/** The titles after the first, which is in the subject. */
function previewOf(items: DigestItem[]): string {
  return items
    .slice(1, 1 + FURTHER_TITLES)
    .map(({ title }) => title)
    .join(' · ')
}

function welcomeOf(cadence: Cadence): string {
  return cadence === 'weekly'
    ? 'Welcome. This is your first digest; from now on it comes on Mondays at the hour you chose.'
    : 'Welcome. This is your first digest; from now on it comes at the hour you chose, on days with new papers.'
}

function whenOf({ period: { from, to } }: DigestData): string {
  return from === to ? longDate(from) : spanOfDays(from, to)
}

function shareOf({ papers, total }: DigestData, showsVotes: boolean): string {
  if (papers.length === total) return counted(total, 'paper')
  const share = `${count(papers.length)}${showsVotes ? ' most upvoted' : ''} of ${counted(total, 'paper')}`
  return showsVotes ? `The ${share}` : share
}

/** The pages with all of its papers: one per edition, or per week for a weekly digest. */
function moreOf({ cadence, topics, papers, total, editions, siteUrl }: DigestData) {
  const pages = new Map<string, { label: string; papers: number }>()
  for (const { date, papers } of editions) {
    const week = cadence === 'weekly' ? parseWeek(weekOf(date)) : null
    const path = week ? `/papers/week/${weekOf(date)}` : `/papers/date/${date}`
    const label = week ? spanOfDays(week.from, week.to) : dayAndMonth(date)
    const known = pages.get(path)?.papers ?? 0
    pages.set(path, { label, papers: known + papers })
  }
  const isAll = topics.length === 0 && papers.length < total
  const whole = cadence === 'weekly' ? 'week' : 'edition'
  const label = pages.size > 1 ? `See the full ${whole}s` : `See the full ${whole}`
  return {
    label: isAll ? `See all ${counted(total, 'paper')}` : label,
    pages: [...pages].map(([path, { label, papers }]) => ({
      label,
      href: siteUrl + path,
      papers: topics.length > 0 ? `${count(papers)} in your topics` : counted(papers, 'paper'),
    })),
  }
}
