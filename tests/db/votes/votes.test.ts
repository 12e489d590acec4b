import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { deleteAccount } from '../../../src/db/members/accounts.ts'
import { recountPapers } from '../../../src/db/votes/recount.ts'
import { castVote, withdrawVote } from '../../../src/db/votes/votes.ts'
import { useDatabase } from '../../support/database.ts'
import { aDraft } from '../../support/papers.ts'
import { aMemberRow } from '../../support/sign-in.ts'
import { given, idOf, NOW, votesLog } from '../given-papers.ts'

const { query } = useDatabase()
const OLD = new Date('2025-01-01T00:00:00Z')
const hours = (count: number) => new Date(NOW.getTime() + count * 3_600_000)

let members: string[] = []

beforeAll(async () => {
  members = []
  for (let made = 0; made < 12; made++) members.push(await aMemberRow({ createdAt: OLD }))
})

async function aPaper(votes: number | null = null): Promise<string> {
  const draft = aDraft({ votes })
  await given(draft)
  return idOf(draft)
}
const ask = (
  member: number | string,
  paperId: string,
  now = NOW,
  network: string | null = null,
) => ({
  memberId: typeof member === 'number' ? (members[member] ?? '') : member,
  paperId,
  network,
  now,
})
type Stored = { vote_count: number; votes_log: number; shown_votes: number }
async function stored(id: string): Promise<Stored> {
  const [row] = await query<Stored>(
    'select vote_count, votes_log, shown_votes from papers where id = $1',
    [id],
  )
  if (!row) throw new Error('no such paper')
  return row
}
const sumOf = (logs: number[]) => {
  if (logs.length === 0) return Number.NEGATIVE_INFINITY
  const most = Math.max(...logs)
  return most + Math.log2(logs.reduce((sum, log) => sum + 2 ** (log - most), 0))
}
const x = (at: Date) => votesLog(at.toISOString(), 1)

describe('a vote', () => {
  it('counts once, however often it is cast', async () => {
    const id = await aPaper()
    expect(await castVote(ask(0, id))).toEqual({ on: true, votes: 1 })
    expect(await castVote(ask(0, id, hours(5)))).toEqual({ on: true, votes: 1 })
    expect(await stored(id)).toMatchObject({ vote_count: 1, votes_log: x(NOW) })
  })

  it('is withdrawn once, however often that is asked', async () => {
    const id = await aPaper()
    await castVote(ask(0, id))
    expect(await withdrawVote(ask(0, id))).toEqual({ on: false, votes: 0 })
    expect(await withdrawVote(ask(0, id))).toEqual({ on: false, votes: 0 })
    expect(await withdrawVote(ask(1, id))).toEqual({ on: false, votes: 0 })
    expect(await stored(id)).toMatchObject({ vote_count: 0, votes_log: Number.NEGATIVE_INFINITY })
  })

  it('cast again keeps its first time, so that nothing is gained', async () => {
    const id = await aPaper()
    await castVote(ask(0, id))
    await withdrawVote(ask(0, id, hours(1)))
    await castVote(ask(0, id, hours(40)))
    expect(await stored(id)).toMatchObject({ vote_count: 1, votes_log: x(NOW) })
    expect(await query('select 1 from votes where paper_id = $1', [id])).toHaveLength(1)
  })

  it('stands beside the votes of other sites', async () => {
    const id = await aPaper(7)
    expect(await castVote(ask(0, id))).toEqual({ on: true, votes: 8 })
    const opened = '2026-02-09T01:00:00.000Z'
    const { votes_log } = await stored(id)
    expect(votes_log).toBeCloseTo(sumOf([votesLog(opened, 7), x(NOW)]), 9)
    await withdrawVote(ask(0, id))
    expect((await stored(id)).votes_log).toBeCloseTo(votesLog(opened, 7), 9)
  })

  it.each(['no-such-paper', '1e3', '-1', "' OR 1", 'x'.repeat(10_000)])(
    'on %s changes nothing',
    async (id) => {
      expect(await castVote(ask(0, id))).toBeNull()
      expect(await withdrawVote(ask(0, id))).toBeNull()
    },
  )

  it('of nobody, of the banned and on a removed paper changes nothing', async () => {
    const id = await aPaper()
    expect(await castVote(ask('nobody', id))).toBeNull()
    expect(await castVote(ask(await aMemberRow({ bannedAt: NOW }), id))).toBeNull()
    await query("update papers set removed_at = now(), removed_reason = 'x' where id = $1", [id])
    expect(await castVote(ask(0, id))).toBeNull()
    expect(await query('select 1 from votes where paper_id = $1', [id])).toHaveLength(0)
  })
})

describe('many votes', () => {
  it('of one member at once are one', async () => {
    const id = await aPaper()
    const answers = await Promise.all(Array.from({ length: 100 }, () => castVote(ask(0, id))))
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set(['{"on":true,"votes":1}']),
    )
    expect((await stored(id)).vote_count).toBe(1)
  })

  it('cast and withdrawn at once leave count and score of the rows that stand', async () => {
    const id = await aPaper(3)
    const acts = Array.from({ length: 300 }, (_none, index) => {
      const vote = ask(index % members.length, id, hours(index / 100))
      return index % 3 === 2 ? withdrawVote(vote) : castVote(vote)
    })
    await Promise.all(acts)
    const before = await stored(id)
    expect(await recountPapers([id], NOW)).toEqual({ judged: 0, repaired: 0 })
    const [row] = await query<{ count: number }>(
      'select count(*)::int as count from votes where paper_id = $1 and withdrawn_at is null',
      [id],
    )
    expect(before.vote_count).toBe(row?.count)
  })

  it('in any order end where a model ends', async () => {
    const step = fc.record({
      member: fc.nat({ max: 3 }),
      on: fc.boolean(),
      hour: fc.integer({ min: 0, max: 2_000 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const id = await aPaper()
        const first = new Map<number, Date>()
        const standing = new Set<number>()
        for (const { member, on, hour } of steps) {
          const now = hours(hour)
          if (on && !first.has(member)) first.set(member, now)
          const answer = on
            ? await castVote(ask(member, id, now))
            : await withdrawVote(ask(member, id, now))
          if (on) standing.add(member)
          else standing.delete(member)
          expect(answer).toEqual({ on, votes: standing.size })
          const { vote_count, votes_log } = await stored(id)
          const model = sumOf([...standing].map((one) => x(first.get(one) ?? now)))
          expect(vote_count).toBe(standing.size)
          if (standing.size === 0) expect(votes_log).toBe(model)
          else expect(votes_log).toBeCloseTo(model, 6)
        }
      }),
      { numRuns: 15 },
    )
  })
})

describe('a vote is shown and does not count for the rank', () => {
  const reasons = (id: string) =>
    query<{ reason: string | null }>('select reason from votes where paper_id = $1', [id])

  it('on the member’s own submission', async () => {
    const id = await aPaper()
    await query('update papers set submitted_by = $2 where id = $1', [id, members[0]])
    expect(await castVote(ask(0, id))).toEqual({ on: true, votes: 1 })
    expect((await stored(id)).votes_log).toBe(Number.NEGATIVE_INFINITY)
    expect(await reasons(id)).toEqual([{ reason: 'own-submission' }])
  })

  it('as one of twenty new accounts of one network, until they have settled', async () => {
    const id = await aPaper(2)
    const before = await stored(id)
    const puppets = []
    for (let made = 0; made < 20; made++) puppets.push(await aMemberRow({ createdAt: NOW }))
    for (const puppet of puppets) await castVote(ask(puppet, id, hours(1), '203.0.113.0/24'))
    const after = await stored(id)
    expect(after.vote_count).toBe(20)
    expect(after.votes_log).toBeCloseTo(before.votes_log, 9)
    expect(new Set((await reasons(id)).map(({ reason }) => reason))).toEqual(new Set(['burst']))
    expect(await recountPapers([id], hours(24 * 8))).toMatchObject({ judged: 20 })
    expect((await stored(id)).votes_log).toBeGreaterThan(before.votes_log)
  })

  it('but counts when three colleagues vote, or the accounts are old', async () => {
    const id = await aPaper()
    for (let made = 0; made < 3; made++)
      await castVote(ask(await aMemberRow({ createdAt: NOW }), id, NOW, '198.51.100.0/24'))
    for (let member = 0; member < 8; member++)
      await castVote(ask(member, id, NOW, '198.51.100.0/24'))
    expect((await stored(id)).votes_log).toBeCloseTo(x(NOW) + Math.log2(11), 9)
  })

  it('also found by the nightly count when a burst came all at once', async () => {
    const id = await aPaper()
    const puppets = []
    for (let made = 0; made < 8; made++) puppets.push(await aMemberRow({ createdAt: NOW }))
    await Promise.all(puppets.map((one) => castVote(ask(one, id, NOW, '2001:db8::/64'))))
    await recountPapers([id], hours(1))
    expect(await stored(id)).toMatchObject({ vote_count: 8, votes_log: Number.NEGATIVE_INFINITY })
  })
})

describe('an account that is deleted', () => {
  it('takes its votes out of counts and scores', async () => {
    const [one, two] = [await aPaper(), await aPaper(4)]
    const leaving = await aMemberRow({ createdAt: OLD })
    const unvoted = (await stored(two)).votes_log
    await castVote(ask(leaving, one))
    await castVote(ask(0, one, hours(2)))
    await castVote(ask(leaving, two))
    await deleteAccount(leaving, NOW)
    expect(await stored(one)).toMatchObject({ vote_count: 1, votes_log: x(hours(2)) })
    expect((await stored(two)).votes_log).toBeCloseTo(unvoted, 9)
    expect(await query('select 1 from votes where member_id = $1', [leaving])).toHaveLength(0)
  })
})

describe('the catalogue', () => {
  it('allows one vote per member and paper, and no negative count', async () => {
    const rules = await query<{ rule: string }>(
      "select pg_get_constraintdef(oid) as rule from pg_constraint where conrelid = 'votes'::regclass",
    )
    expect(rules.map(({ rule }) => rule)).toContain('PRIMARY KEY (paper_id, member_id)')
    expect(await query('select 1 from papers where vote_count < 0')).toHaveLength(0)
  })
})
