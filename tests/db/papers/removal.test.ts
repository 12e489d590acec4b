import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../src/db/client.ts'
import { publishEdition } from '../../../src/db/editions/announcements.ts'
import { countByDay, findNeighbours, findNewestEdition } from '../../../src/db/editions/editions.ts'
import { listActs } from '../../../src/db/members/moderation.ts'
import { hidePaper, savePaper } from '../../../src/db/papers/marks.ts'
import { countPapers, listPapers, type Scope } from '../../../src/db/papers/paper-lists.ts'
import { countEverything, findPaper, hasCategory } from '../../../src/db/papers/papers.ts'
import {
  findRemoval,
  isRemoved,
  listRemovals,
  removePaper,
  restorePaper,
} from '../../../src/db/papers/removals.ts'
import { countByMonth } from '../../../src/db/papers/trends.ts'
import { castVote, withdrawVote } from '../../../src/db/votes/votes.ts'
import { ORDERS } from '../../../src/domain/ranking.ts'
import { useDatabase } from '../../support/database.ts'
import { aDraft, NEW_YORK } from '../../support/papers.ts'
import { aMemberRow } from '../../support/sign-in.ts'
import { given, idOf, NOW } from '../given-papers.ts'

useDatabase()

const BY = { actor: 'curator-1', now: NOW }
const LAB = { slug: 'lab', name: 'The Lab' }
const draft = () =>
  aDraft({ organization: LAB, votes: 5, listings: [{ date: '2026-02-09', listedAt: null }] })
let reader: string

beforeEach(async () => {
  await db().paper.deleteMany()
  await db().$executeRaw`truncate moderation_log`
  reader = await aMemberRow()
})

/** Everything that lists or counts papers, by name. */
async function everywhere() {
  const mark = { memberId: reader }
  const scopes: Scope[] = [
    { kind: 'edition', date: '2026-02-09' },
    { kind: 'period', from: '2026-02-01', to: '2026-02-28' },
    { kind: 'organization', slug: 'lab' },
    { kind: 'author', slug: 'ada-example' },
    { kind: 'category', name: 'cs.CL' },
    { kind: 'voted' },
    { kind: 'saved', ...mark },
    { kind: 'upvoted', ...mark },
    { kind: 'hidden', ...mark },
  ]
  const lists = scopes.flatMap((scope) =>
    ORDERS.map(async (order) => {
      const { papers } = await listPapers({ scope, order, after: null, limit: 50 })
      return papers.map(({ id, rank, votes }) => ({ id, rank, votes }))
    }),
  )
  return {
    lists: await Promise.all(lists),
    counts: await Promise.all(scopes.map(countPapers)),
    newest: await findNewestEdition('2026-02-28'),
    neighbours: await findNeighbours('2026-02-10', '2026-02-28'),
    days: [...(await countByDay('2026-02-01', '2026-02-28'))],
    months: await countByMonth({ category: 'cs.CL' }, '2026-02-28', 3),
    labMonths: await countByMonth({ organization: 'lab' }, '2026-02-28', 3),
    hasCategory: await hasCategory('cs.CL'),
    totals: await countEverything(),
  }
}

async function withMarks(id: string) {
  const ask = { memberId: reader, paperId: id, now: NOW, on: true }
  await savePaper(ask)
  await hidePaper(ask)
  await castVote({ ...ask, network: null })
}

describe('a removed paper', () => {
  it('is in no list, count, heat map, trend or arrow, and comes back just as it was', async () => {
    const [kept, gone] = [draft(), draft()]
    await given(kept, gone)
    await withMarks(idOf(kept))
    const without = await (async () => {
      await db().paper.delete({ where: { id: idOf(gone) } })
      const seen = await everywhere()
      await given(kept, gone)
      await withMarks(idOf(gone))
      return seen
    })()
    const before = await everywhere()
    expect(before).not.toEqual(without)

    expect(await removePaper(idOf(gone), 'Spam', BY)).toBe(true)
    // The name of an author or organization stays known.
    const { authors, organizations } = without.totals
    const seen = await everywhere()
    expect({ ...seen, totals: { ...seen.totals, authors, organizations } }).toEqual(without)
    expect(await findPaper(idOf(gone))).toBeNull()

    expect(await restorePaper(idOf(gone), BY)).toBe(true)
    expect(await everywhere()).toEqual(before)
    expect((await findPaper(idOf(gone)))?.id).toBe(idOf(gone))
  })

  it('leaves an edition empty when it was its only paper', async () => {
    const only = draft()
    await given(only)
    await removePaper(idOf(only), 'Spam', BY)
    expect(await findNewestEdition('2026-02-28')).toBeNull()
    expect(await hasCategory('cs.CL')).toBe(false)
  })

  it('takes no tap, not even one that takes a vote back', async () => {
    const paper = draft()
    await given(paper)
    const ask = { memberId: reader, paperId: idOf(paper), network: null, now: NOW, on: true }
    await castVote(ask)
    await removePaper(idOf(paper), 'Spam', BY)
    const other = await aMemberRow()
    expect(await castVote({ ...ask, memberId: other })).toBeNull()
    expect(await savePaper(ask)).toBeNull()
    expect(await hidePaper(ask)).toBeNull()
    expect(await withdrawVote(ask)).toBeNull()
    await restorePaper(idOf(paper), BY)
    expect((await findPaper(idOf(paper)))?.votes).toBe(6)
  })

  it('stays removed when a source brings it again, and is listed by no rule', async () => {
    const paper = draft()
    await given(paper)
    await removePaper(idOf(paper), 'Spam', BY)
    await given({ ...paper, title: 'Another title', observedAt: '2026-02-10T00:00:00.000Z' })
    expect(await isRemoved(idOf(paper))).toBe(true)
    await db().announcement.create({
      data: {
        date: new Date('2026-02-10'),
        paperId: idOf(paper),
        source: 'hugging-face',
        announcedAt: NOW,
      },
    })
    const rule = { sources: ['hugging-face' as const], categories: [], keywords: [] }
    expect(await publishEdition('2026-02-10', { ...rule, minVotes: 0, cap: 5 }, NEW_YORK)).toBe(0)
  })

  it('is removed once by two curators at the same moment, and logged once', async () => {
    const paper = draft()
    await given(paper)
    const done = await Promise.all([
      removePaper(idOf(paper), 'The first', BY),
      removePaper(idOf(paper), 'The second', { ...BY, actor: 'curator-2' }),
    ])
    expect(done.toSorted()).toEqual([false, true])
    const [entry, ...more] = await listActs(null, 10)
    expect(more).toEqual([])
    expect(entry).toMatchObject({ act: 'remove-paper', paperId: idOf(paper), paperTitle: null })
    expect(entry?.reason).toBe((await findRemoval(idOf(paper)))?.reason)
  })

  it('is found again by curators', async () => {
    const paper = draft()
    await given(paper)
    expect(await removePaper('2601.99999', 'Spam', BY)).toBe(false)
    expect(await restorePaper(idOf(paper), BY)).toBe(false)
    await removePaper(idOf(paper), 'Not a paper', BY)
    expect(await listRemovals(10)).toEqual([
      { id: idOf(paper), title: paper.title, reason: 'Not a paper', removedAt: NOW },
    ])
  })
})
