import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../../src/db/client.ts'
import {
  removeComment,
  reportComment,
  restoreRemoved,
} from '../../../src/db/comments/comment-removals.ts'
import {
  deleteComment,
  editComment,
  postComment,
  restoreComment,
} from '../../../src/db/comments/comment-writes.ts'
import { listComments } from '../../../src/db/comments/comments.ts'
import { halfLivesAt } from '../../../src/domain/ranking.ts'
import { useDatabase } from '../../support/database.ts'
import { aDraft } from '../../support/papers.ts'
import { aMemberRow } from '../../support/sign-in.ts'
import { given, idOf } from '../given-papers.ts'

const { query } = useDatabase()

const RUNS = 25
const PAPERS = Array.from({ length: RUNS + 1 }, () => aDraft())
const START = Date.UTC(2026, 1, 10)

/** Of members, by their place. */
const SUBMITTER = 0
let members: string[] = []

type Modelled = { id: number; by: number; at: Date; isDeleted: boolean; isRemoved: boolean }
type Step = { act: string; who: number; pick: number; hours: number }

const ACTS = ['post', 'post', 'edit', 'delete', 'delete', 'restore', 'remove', 'unremove', 'report']
const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom(...ACTS),
  who: fc.integer({ min: SUBMITTER, max: 2 }),
  pick: fc.nat(),
  hours: fc.integer({ min: 0, max: 400 }),
})

/** log2 Σ 2^x over visible comments by others than the submitter, by the contract's words. */
function expectedLog(model: Modelled[]): number {
  const xs = model
    .filter(({ by, isDeleted, isRemoved }) => by !== SUBMITTER && !isDeleted && !isRemoved)
    .map(({ at }) => halfLivesAt(at))
  const most = Math.max(...xs)
  return xs.length === 0
    ? Number.NEGATIVE_INFINITY
    : most + Math.log2(xs.reduce((sum, x) => sum + 2 ** Math.max(x - most, -60), 0))
}

async function take(paperId: string, { act, who, pick, hours }: Step, model: Modelled[]) {
  const now = new Date(START + hours * 3_600_000)
  const chosen = model[pick % (model.length + 1)]
  if (act === 'post') {
    const parentId = chosen?.id ?? null
    const ask = {
      memberId: members[who] ?? '',
      paperId,
      parentId,
      body: 'text',
      formKey: `${pick} ${hours}`,
      now,
    }
    const made = await postComment(ask)
    if (made === null || made === 'no-parent') return
    if (!model.some(({ id }) => id === made.id))
      model.push({ id: made.id, by: who, at: now, isDeleted: false, isRemoved: false })
    return
  }
  if (!chosen) return
  const { id } = chosen
  const own = { id, memberId: members[who] ?? '', now }
  if (act === 'edit') await editComment({ ...own, body: `text ${hours}` })
  if (act === 'report')
    await reportComment({ commentId: id, memberId: members[who] ?? '', reason: 'x', now })
  if (act === 'delete') await deleteComment(own)
  if (act === 'restore') await restoreComment(own)
  if (act === 'remove') await db().$transaction((tx) => removeComment(tx, { id, reason: 'x', now }))
  if (act === 'unremove') await db().$transaction((tx) => restoreRemoved(tx, id))
  if (act === 'delete' && chosen.by === who) chosen.isDeleted = true
  if (act === 'restore' && chosen.by === who) chosen.isDeleted = false
  if (act === 'remove') chosen.isRemoved = true
  if (act === 'unremove') chosen.isRemoved = false
}

async function counts(paperId: string): Promise<{ count: number; log: number }> {
  const [row] = await db().$queryRaw<{ count: number; log: number }[]>`
    select comment_count as count, comments_log as log from papers where id = ${paperId}`
  return row ?? { count: -1, log: 0 }
}

beforeAll(async () => {
  await given(...PAPERS)
  members = [await aMemberRow(), await aMemberRow(), await aMemberRow()]
  await query('update papers set submitted_by = $1', [members[SUBMITTER]])
})

describe('the counts of a paper', () => {
  it('are those of its visible comments after every step, in whatever order they come', async () => {
    const papers = PAPERS.slice(1).map(idOf)
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const paperId = papers.pop()
        // Runs that shrink a failure take a paper that is used up.
        if (paperId === undefined) return
        const model: Modelled[] = []
        for (const one of steps) {
          await take(paperId, one, model)
          const visible = model.filter(({ isDeleted, isRemoved }) => !isDeleted && !isRemoved)
          const stored = await counts(paperId)
          expect(stored.count, JSON.stringify(one)).toBe(visible.length)
          const log = expectedLog(model)
          if (Number.isFinite(log)) expect(Math.abs(stored.log - log)).toBeLessThan(1e-6)
          else expect(stored.log).toBe(log)
          const shown = (await listComments(paperId)).filter(({ state }) => state === 'visible')
          expect(shown.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(
            visible.map(({ id }) => id),
          )
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
  })

  it('are right after writes that all come at once', async () => {
    const paperId = idOf(PAPERS[0] ?? aDraft())
    const post = (who: number, formKey: string, parentId: number | null) =>
      postComment({
        memberId: members[who] ?? '',
        paperId,
        parentId,
        body: 'x',
        formKey,
        now: new Date(START),
      })
    const root = await post(1, 'root', null)
    const id = root !== null && root !== 'no-parent' ? root.id : 0
    const own = { id, memberId: members[1] ?? '', now: new Date(START) }
    const writes = Array.from({ length: 60 }, (_, index) => {
      const remove = () =>
        db().$transaction((tx) => removeComment(tx, { id, reason: 'x', now: own.now }))
      const unremove = () => db().$transaction((tx) => restoreRemoved(tx, id))
      const reply = () => post(2, `reply ${index % 20}`, id)
      const all = [reply, () => deleteComment(own), () => restoreComment(own), remove, unremove]
      return all[index % all.length]?.()
    })
    await Promise.all(writes)
    const visible = (await listComments(paperId)).filter(({ state }) => state === 'visible')
    expect((await counts(paperId)).count).toBe(visible.length)
  })
})
