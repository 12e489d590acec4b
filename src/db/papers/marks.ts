/** What members keep for themselves: papers saved, hidden and seen. Nobody else ever sees these. */
import type { Marks } from '../../domain/marks.ts'
import { db, type Tx } from '../client.ts'
import { Prisma } from '../generated/client.ts'
import { readRows } from '../read-rows.ts'
import { actInTurn, type Turn } from '../votes/tap-turns.ts'

type Ask = { memberId: string; paperId: string; on: boolean; now: Date }
/** How it stands now; null when there is no such paper. */
type Marked = { on: boolean } | null

/** Saves a paper, or lets it go. */
export function savePaper(ask: Ask, turn?: Turn): Promise<Marked> {
  const { memberId, paperId, now } = ask
  return mark('save', ask, turn, {
    put: (tx) => tx.$executeRaw`insert into saves (member_id, paper_id, saved_at)
      values (${memberId}, ${paperId}, ${now}) on conflict do nothing`,
    take: (tx) => tx.save.deleteMany({ where: { memberId, paperId } }),
    has: () => db().save.count({ where: { memberId, paperId } }),
  })
}

/** Takes a paper out of a member's lists, or puts it back. */
export function hidePaper(ask: Ask, turn?: Turn): Promise<Marked> {
  const { memberId, paperId, now } = ask
  return mark('hide', ask, turn, {
    put: (tx) => tx.$executeRaw`insert into hidden_papers (member_id, paper_id, hidden_at)
      values (${memberId}, ${paperId}, ${now}) on conflict do nothing`,
    take: (tx) => tx.hiddenPaper.deleteMany({ where: { memberId, paperId } }),
    has: () => db().hiddenPaper.count({ where: { memberId, paperId } }),
  })
}

/** Notes that a member has opened a paper's page; changes nothing when there is no such paper. */
export async function notePaperSeen(memberId: string, paperId: string, now: Date): Promise<void> {
  await db().$executeRaw`insert into seen_papers (member_id, paper_id, seen_at)
    select ${memberId}, id, ${now} from papers where id = ${paperId} on conflict do nothing`
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

type Acts = {
  put: (tx: Tx) => Promise<unknown>
  take: (tx: Tx) => Promise<unknown>
  has: () => Promise<number>
}

async function mark(
  tap: 'save' | 'hide',
  ask: Ask,
  turn: Turn,
  { put, take, has }: Acts,
): Promise<Marked> {
  if (!(await isShown(ask.paperId))) return null
  const done = await actInTurn({ ...ask, tap }, turn, (tx) => (ask.on ? put(tx) : take(tx)))
  return { on: done === null ? (await has()) > 0 : ask.on }
}

async function isShown(paperId: string): Promise<boolean> {
  return (await db().paper.findFirst({ where: { id: paperId, removedAt: null } })) !== null
}
