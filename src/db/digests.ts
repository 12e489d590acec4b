/** Digests: the papers of a period for an audience, and the mail made of them, once. */
import type { EditionDate, Period } from '../domain/edition.ts'
import type { PaperCard } from '../domain/paper-card.ts'
import type { Cadence } from '../domain/subscription.ts'
import { db } from './client.ts'
import { cardOf, type PaperRow } from './paper-lists.ts'

export type DigestContent = { subject: string; html: string; text: string }
/** A paper of a digest: the edition that listed it first, and its first author; null: unknown. */
export type DigestPaper = PaperCard & { listedOn: EditionDate; firstAuthor: string | null }
export type Digest = DigestContent & { id: number; key: string; cadence: Cadence; period: Period }

/**
 * The papers first listed in a period and in one of the topics (any, when there are none), most
 * fresh votes first, without the withdrawn and the removed; `total` counts also those after the `limit`.
 */
export async function listDigestPapers(
  { from, to }: Period,
  topics: string[],
  limit: number,
): Promise<{ papers: DigestPaper[]; total: number }> {
  type Row = PaperRow & { total: number; listed_on: EditionDate; first_author: string | null }
  const rows = await db().$queryRaw<Row[]>`
    select p.id, p.arxiv_id, p.title, p.abstract, p.summarised, p.author_count, p.organization,
      o.name as organization_name, p.published_at::text as published_on,
      array(select category from paper_categories c where c.paper_id = p.id order by c.position) as categories,
      p.shown_votes, p.shown_comments, p.withdrawn, p.trend::float8 as score, null::int as rank,
      p.appeared_at, count(*) over ()::int as total, p.first_listed_on::text as listed_on,
      (select s.name from authorships s where s.paper_id = p.id order by s.position limit 1) as first_author
    from papers p left join organizations o on o.slug = p.organization
    where p.id in (select paper_id from listings where date between ${from}::date and ${to}::date)
      and p.first_listed_on >= ${from}::date and not p.withdrawn and p.removed_at is null
      and (${topics.length === 0} or exists (select 1 from paper_categories c
        where c.paper_id = p.id and c.category = any(${topics})))
    order by p.trend desc, p.appeared_at, p.position, p.id
    limit ${limit}`
  const papers = rows.map((row) => ({
    ...cardOf(row),
    listedOn: row.listed_on,
    firstAuthor: row.first_author,
  }))
  return { papers, total: rows[0]?.total ?? 0 }
}

/** What the digest of a key is, or null. `empty`: there was nothing to send. */
export async function findDigestByKey(
  key: string,
): Promise<{ id: number; isEmpty: boolean } | null> {
  const row = await db().digest.findUnique({ where: { key }, select: { id: true, status: true } })
  return row && { id: row.id, isEmpty: row.status === 'empty' }
}

/** Freezes a digest; when another process was first, its one stands. */
export async function freezeDigest(
  digest: DigestContent & {
    key: string
    cadence: Cadence
    period: Period
    topics: string[]
    paperIds: string[]
  },
  now: Date,
): Promise<void> {
  const { period, paperIds, ...rest } = digest
  await db().digest.createMany({
    data: {
      ...rest,
      paperIds,
      periodFrom: new Date(period.from),
      periodTo: new Date(period.to),
      status: paperIds.length === 0 ? 'empty' : 'open',
      createdAt: now,
    },
    skipDuplicates: true,
  })
}

/** A frozen digest by its number, or null. */
export async function findDigest(id: number): Promise<Digest | null> {
  const row = await db().digest.findUnique({ where: { id } })
  return (
    row && {
      id: row.id,
      key: row.key,
      cadence: row.cadence === 'weekly' ? 'weekly' : 'daily',
      period: { from: isoDate(row.periodFrom), to: isoDate(row.periodTo) },
      subject: row.subject,
      html: row.html,
      text: row.text,
    }
  )
}

function isoDate(date: Date): string {
  return date.toISOString().slice(0, 10)
}
