/** Digests: a window's papers for an audience, and the mail made of them, once. */

import { lastFullWeek } from '../../domain/digest.ts'
import type { Found, Window } from '../../domain/digest-turn.ts'
import {
  type EditionDate,
  newestOpenedDate,
  type Period,
  wholeWeeks,
} from '../../domain/edition.ts'
import type { PaperCard } from '../../domain/paper-card.ts'
import type { Cadence, Wishes } from '../../domain/subscription.ts'
import { utcDay } from '../../domain/utc-day.ts'
import { env } from '../../env.ts'
import { db, type Tx } from '../client.ts'
import { Prisma } from '../generated/client.ts'
import { cardOf, type PaperRow } from '../papers/paper-lists.ts'

export type DigestContent = { subject: string; html: string; text: string }
export type Digest = DigestContent & { id: number; key: string; cadence: Cadence; period: Period }
/** A paper in a digest, with the edition that listed it first and its first author (null: unknown). */
export type DigestPaper = PaperCard & { listedOn: EditionDate; firstAuthor: string | null }

/**
 * Which papers a digest may hold: the news of `window` in one of `topics` (none given: in any). A
 * first digest also takes the papers of the editions in `also`, however old their news, but none
 * that an earlier mail to the subscription `notSentTo` had.
 */
export type DigestQuery = {
  window: Window
  topics: string[]
  also?: Period
  notSentTo?: number
}
/** `editions`: how many of the papers each edition was the first to list, newest first. */
export type DigestFound = Found & { editions: { date: EditionDate; papers: number }[] }

/** How many papers a digest would hold, and from which editions. */
export async function countDigestPapers(query: DigestQuery): Promise<DigestFound> {
  const editions = await db().$queryRaw<{ date: string; papers: number; oldest: Date | null }[]>`
    select first_listed_on::text as date, count(*)::int as papers, min(news_at) as oldest
    from papers p where ${isIn(query)} group by first_listed_on order by first_listed_on desc`
  const instants = editions.flatMap(({ oldest }) => oldest?.getTime() ?? [])
  return {
    papers: editions.reduce((sum, { papers }) => sum + papers, 0),
    oldest: instants.length > 0 ? new Date(Math.min(...instants)) : null,
    editions: editions.map(({ date, papers }) => ({ date, papers })),
  }
}

/** The best of those papers: by votes as shown, then comments, then listing. */
export async function listDigestPapers(query: DigestQuery, limit: number): Promise<DigestPaper[]> {
  type Row = PaperRow & Pick<DigestPaper, 'listedOn' | 'firstAuthor'>
  const rows = await db().$queryRaw<Row[]>`
    select p.id, p.arxiv_id, p.title, p.abstract, p.summarised, p.author_count, p.organization,
      o.name as organization_name, p.published_at::text as published_on,
      array(select category from paper_categories c where c.paper_id = p.id order by c.position) as categories,
      p.shown_votes, p.shown_comments, p.withdrawn, p.trend::float8 as score, null::int as rank,
      p.appeared_at, p.first_listed_on::text as "listedOn",
      (select s.name from authorships s where s.paper_id = p.id order by s.position limit 1) as "firstAuthor"
    from papers p left join organizations o on o.slug = p.organization
    where ${isIn(query)}
    order by p.shown_votes desc, p.shown_comments desc, p.appeared_at, p.position, p.id
    limit ${limit}`
  return rows.map((row) => {
    const { listedOn, firstAuthor } = row
    return { ...cardOf(row), listedOn, firstAuthor }
  })
}

/**
 * The newest edition (for a weekly digest, the newest full week) open at `at` that holds a paper for a
 * subscriber; news from `to` on does not count. Null if there is none.
 */
export async function findNewestPeriod(
  { cadence, topics, timeZone }: Omit<Wishes, 'hour'>,
  { at, to }: { at: Date; to: Date },
): Promise<Period | null> {
  const isWeekly = cadence === 'weekly'
  const until = isWeekly ? lastFullWeek(timeZone, at).to : newestOpenedDate(at, env().editionClock)
  const [row] = await db().$queryRaw<{ date: EditionDate | null }[]>`
    select max(first_listed_on)::text as date from papers p
    where first_listed_on <= ${until}::date and (news_at is null or news_at < ${to}::timestamptz)
      and ${mayBeSent(topics)}`
  if (!row?.date) return null
  const day = { from: row.date, to: row.date }
  return isWeekly ? wholeWeeks(day) : day
}

/** Freezes a digest and returns its id; if its key exists already, that digest stands. */
export async function freezeDigest(
  tx: Tx,
  digest: DigestContent & {
    key: string
    cadence: Cadence
    period: Period
    window: Window
    topics: string[]
    paperIds: string[]
  },
  now: Date,
): Promise<number> {
  const { period, window, ...rest } = digest
  await tx.digest.createMany({
    data: {
      ...rest,
      periodFrom: new Date(period.from),
      periodTo: new Date(period.to),
      windowFrom: window.from,
      windowTo: window.to,
      createdAt: now,
    },
    skipDuplicates: true,
  })
  const { id } = await tx.digest.findUniqueOrThrow({
    where: { key: digest.key },
    select: { id: true },
  })
  return id
}

/** A frozen digest by its id, or null. */
export async function findDigest(id: number): Promise<Digest | null> {
  const row = await db().digest.findUnique({ where: { id } })
  return (
    row && {
      id: row.id,
      key: row.key,
      cadence: row.cadence === 'weekly' ? 'weekly' : 'daily',
      period: { from: utcDay(row.periodFrom), to: utcDay(row.periodTo) },
      subject: row.subject,
      html: row.html,
      text: row.text,
    }
  )
}

function isIn({ window: { from, to }, topics, also, notSentTo }: DigestQuery): Prisma.Sql {
  const news = Prisma.sql`(p.news_at >= ${from}::timestamptz and p.news_at < ${to}::timestamptz)`
  const isNews = also
    ? Prisma.sql`(${news} or (p.first_listed_on between ${also.from}::date and ${also.to}::date
        and (p.news_at is null or p.news_at < ${to}::timestamptz)))`
    : news
  const isNew = notSentTo
    ? Prisma.sql`not exists (select from deliveries d join digests g on g.id = d.digest_id
        where d.subscription_id = ${notSentTo} and p.id = any(g.paper_ids)
          and d.status not in ('expired', 'failed', 'cancelled'))`
    : Prisma.sql`true`
  return Prisma.sql`${isNews} and ${mayBeSent(topics)} and ${isNew}`
}

function mayBeSent(topics: string[]): Prisma.Sql {
  const isOnTopic =
    topics.length === 0
      ? Prisma.sql`true`
      : Prisma.sql`exists (select from paper_categories c
          where c.paper_id = p.id and c.category = any(${topics}))`
  return Prisma.sql`not p.withdrawn and p.removed_at is null and p.first_listed_on is not null
    and ${isOnTopic}`
}
