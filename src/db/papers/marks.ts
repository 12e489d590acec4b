/** What members keep for themselves: papers saved, hidden and seen. Nobody else ever sees these. */
import type { Marks } from '../../domain/marks.ts'
import { db } from '../client.ts'
import { Prisma } from '../generated/client.ts'
import { readRows } from '../read-rows.ts'

type Ask = { memberId: string; paperId: string; on: boolean; now: Date }

/** Saves or unsaves a paper; null if there is no such paper. */
export function savePaper(ask: Ask): Promise<{ on: boolean } | null> {
  const { memberId, paperId, now } = ask
  return mark(ask, {
    put: () => db().$executeRaw`insert into saves (member_id, paper_id, saved_at)
      values (${memberId}, ${paperId}, ${now}) on conflict do nothing`,
    take: () => db().save.deleteMany({ where: { memberId, paperId } }),
  })
}

/** Hides a paper from a member's lists, or shows it again; null if there is no such paper. */
export function hidePaper(ask: Ask): Promise<{ on: boolean } | null> {
  const { memberId, paperId, now } = ask
  return mark(ask, {
    put: () => db().$executeRaw`insert into hidden_papers (member_id, paper_id, hidden_at)
      values (${memberId}, ${paperId}, ${now}) on conflict do nothing`,
    take: () => db().hiddenPaper.deleteMany({ where: { memberId, paperId } }),
  })
}

/** Records that a member opened a paper's page. */
export async function notePaperSeen(memberId: string, paperId: string, now: Date): Promise<void> {
  await db().$executeRaw`insert into seen_papers (member_id, paper_id, seen_at)
    values (${memberId}, ${paperId}, ${now}) on conflict do nothing`
}

/** One member's marks on papers; papers without any are not in the map. */
export async function readMarks(memberId: string, paperIds: string[]): Promise<Map<string, Marks>> {
  const rows = await readRows<{ id: string } & Marks>(Prisma.sql`
    select id, v.paper_id is not null as "isVoted", s.paper_id is not null as "isSaved",
      h.paper_id is not null as "isHidden", e.paper_id is not null as "isSeen"
    from unnest(${paperIds}::text[]) as asked (id)
      left join votes v on v.paper_id = id and v.member_id = ${memberId} and v.withdrawn_at is null
      left join saves s on s.paper_id = id and s.member_id = ${memberId}
      left join hidden_papers h on h.paper_id = id and h.member_id = ${memberId}
      left join seen_papers e on e.paper_id = id and e.member_id = ${memberId}
    where num_nonnulls(v.paper_id, s.paper_id, h.paper_id, e.paper_id) > 0`)
  return new Map(rows.map(({ id, ...marks }) => [id, marks]))
}

async function mark(
  { paperId, on }: Ask,
  { put, take }: { put: () => Promise<unknown>; take: () => Promise<unknown> },
): Promise<{ on: boolean } | null> {
  if (!(await isShown(paperId))) return null
  await (on ? put() : take())
  return { on }
}

async function isShown(paperId: string): Promise<boolean> {
  return (await db().paper.findFirst({ where: { id: paperId, removedAt: null } })) !== null
}
