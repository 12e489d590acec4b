import { beforeAll, describe, expect, it } from 'vitest'
import { listPaperIds } from '../../../src/db/papers/scores.ts'
import { recountPapers } from '../../../src/db/votes/recount.ts'
import { useDatabase } from '../../support/database.ts'
import { aDraft } from '../../support/papers.ts'
import { given, idOf, NOW } from '../given-papers.ts'

const { query } = useDatabase()

const PAPERS = [3, 5, 0, null, 7].map((votes) => aDraft({ votes }))
const UNLISTED = aDraft({ votes: 9, listings: [] })
const IDS = [...PAPERS, UNLISTED].map(idOf)

const recomputePapers = async (ids: string[]) => (await recountPapers(ids, NOW)).repaired
const stored = () => query('select p::text from papers p order by id')
const corrupt = (index: number, change: string) =>
  query(`update papers set ${change} where id = $1`, [IDS[index]])

beforeAll(async () => {
  await given(...PAPERS, UNLISTED)
})

describe('recomputing papers', () => {
  it('finds nothing to do after an import', async () => {
    const before = await stored()
    expect(await recomputePapers(IDS)).toBe(0)
    expect(await stored()).toEqual(before)
  })

  it.each([
    ['the score of one that has votes', 0, 'votes_log = votes_log + 1'],
    ['the score of one that lost it', 1, "votes_log = '-Infinity'"],
    ['the score of one that has no votes', 2, 'votes_log = 1000'],
    ['the score of one never counted', 3, 'votes_log = 1000'],
    ['a score that is no number', 4, "votes_log = 'NaN'"],
    ['the first date', 0, "first_listed_on = '2020-01-01'"],
    ['a first date that is missing', 1, 'first_listed_on = null'],
    ['the time of appearance', 2, "appeared_at = '2020-01-01'"],
    ['the place', 3, 'position = 77'],
    ['the count of votes', 0, 'vote_count = 7'],
    ['the count of comments', 1, 'comment_count = 7'],
    ['the weight of comments', 2, 'comments_log = 1000'],
    ['the score by a little more than the tolerance', 4, 'votes_log = votes_log + 2e-6'],
  ])('repairs %s', async (_name, index, change) => {
    const before = await stored()
    await corrupt(index, change)
    expect(await recomputePapers(IDS)).toBe(1)
    expect(await stored()).toEqual(before)
    expect(await recomputePapers(IDS)).toBe(0)
  })

  it('tells how many it repaired', async () => {
    const before = await stored()
    for (const index of [0, 2, 3]) await corrupt(index, 'votes_log = 5, position = 9')
    expect(await recomputePapers(IDS)).toBe(3)
    expect(await stored()).toEqual(before)
  })

  it('leaves alone what differs in the last bits only', async () => {
    await corrupt(0, 'votes_log = votes_log + 1e-8')
    expect(await recomputePapers(IDS)).toBe(0)
  })

  it('touches only the papers it is given', async () => {
    await corrupt(1, 'position = 50')
    expect(await recomputePapers([IDS[0] ?? '', 'no-such-paper'])).toBe(0)
    expect(await recomputePapers([])).toBe(0)
    expect(await recomputePapers([IDS[1] ?? ''])).toBe(1)
  })
})

describe('the ids of all papers', () => {
  it('come in pages, each once', async () => {
    const all: string[] = []
    for (;;) {
      const page = await listPaperIds(all.at(-1) ?? '', 4)
      if (page.length === 0) break
      all.push(...page)
    }
    expect(all).toEqual(IDS.toSorted())
  })
})
