import { beforeAll, describe, expect, it } from 'vitest'
import { countPapers, listPapers, type Scope } from '../../../src/db/papers/paper-lists.ts'
import { parseCursor } from '../../../src/domain/cursor.ts'
import type { PaperDraft } from '../../../src/domain/paper.ts'
import { ORDERS, type Order } from '../../../src/domain/ranking.ts'
import { useDatabase } from '../../support/database.ts'
import { aDraft } from '../../support/papers.ts'
import { given, idOf, votesLog } from '../given-papers.ts'

useDatabase()

const DATE = '2026-02-09'
const SCOPES: Scope[] = [
  { kind: 'edition', date: DATE },
  { kind: 'period', from: '2026-02-02', to: '2026-02-28' },
  { kind: 'organization', slug: 'lab' },
  { kind: 'author', slug: 'ada-example' },
  { kind: 'category', name: 'cs.CL' },
  { kind: 'voted' },
]

/** 130 papers: three vote counts, three comment counts, three listing times, ten places. */
const PAPERS = Array.from({ length: 130 }, (_none, index) =>
  aDraft({
    votes: [null, 0, 3, 7, 3][index % 5] ?? null,
    comments: [0, 2, 4][index % 3] ?? null,
    organization: { slug: 'lab', name: 'Lab' },
    listings: [{ date: DATE, listedAt: `${DATE}T0${1 + (index % 3)}:00:00.000Z` }],
  }),
)
type Placed = { draft: PaperDraft; position: number }
const placed: Placed[] = PAPERS.map((draft, index) => ({ draft, position: index % 10 }))

/** The order by the contract's words, worked out here and not in SQL. */
function inOrder(order: Order, all: Placed[]): string[] {
  const listedAt = ({ draft }: Placed) => draft.listings[0]?.listedAt ?? ''
  const key = ({ draft, ...rest }: Placed): number => {
    if (order === 'new') return Date.parse(listedAt({ draft, ...rest }))
    if (order === 'discussed') return draft.comments ?? 0
    if (order === 'votes' || !draft.votes) return draft.votes ?? 0
    return votesLog(listedAt({ draft, ...rest }), draft.votes)
  }
  const compared = (a: Placed, b: Placed) =>
    key(b) - key(a) ||
    listedAt(a).localeCompare(listedAt(b)) ||
    a.position - b.position ||
    idOf(a.draft).localeCompare(idOf(b.draft))
  return all.toSorted(compared).map(({ draft }) => idOf(draft))
}

async function pagesOf(scope: Scope, order: Order, limit: number): Promise<string[][]> {
  const pages: string[][] = []
  let after: string | null = null
  do {
    const cursor = after ? parseCursor(after) : null
    expect(cursor === null).toBe(after === null)
    const page = await listPapers({ scope, order, after: cursor, limit })
    pages.push(page.papers.map(({ id }) => id))
    after = page.next
  } while (after && pages.length < 200)
  return pages
}

beforeAll(async () => {
  const { importPapers } = await import('../../../src/db/papers/import-papers.ts')
  const { NEW_YORK } = await import('../../support/papers.ts')
  await importPapers(placed, { now: new Date(`${DATE}T12:00:00Z`), clock: NEW_YORK })
  // Noise that belongs to no scope but the category's and the author's neighbours.
  await given(aDraft({ authors: ['Bo'], categories: ['cs.CV'], listings: [], votes: 5 }))
})

describe.each(SCOPES)('the pages of $kind', (scope) => {
  const members = scope.kind === 'voted' ? placed.filter(({ draft }) => draft.votes) : placed

  it.each(ORDERS)('by %s never repeat and never skip a paper', async (order) => {
    const expected = inOrder(order, members)
    for (const limit of [1, 7, 50, 130, 131]) {
      if (limit === 1 && scope.kind !== 'edition') continue
      const pages = await pagesOf(scope, order, limit)
      expect(pages.flat()).toEqual(expected)
      expect(pages).toHaveLength(Math.ceil(expected.length / limit))
    }
  })

  it('hold as many papers as are counted', async () => {
    expect(await countPapers(scope)).toBe(members.length)
  })
})

describe('a page', () => {
  it('is the same when it is asked for again', async () => {
    for (const order of ORDERS) {
      const ask = () => listPapers({ scope: { kind: 'voted' }, order, after: null, limit: 20 })
      expect(await ask()).toEqual(await ask())
    }
  })

  it('goes on where the last one ended though papers came in between', async () => {
    const scope: Scope = { kind: 'edition', date: DATE }
    const first = await listPapers({ scope, order: 'votes', after: null, limit: 60 })
    const listings = [{ date: DATE, listedAt: `${DATE}T01:00:00.000Z` }]
    const newcomer = aDraft({ votes: 1000, listings })
    await given(newcomer)
    const after = parseCursor(first.next ?? '')
    const rest = await listPapers({ scope, order: 'votes', after, limit: 200 })
    const seen = [...first.papers, ...rest.papers].map(({ id }) => id)
    expect(seen).toEqual(inOrder('votes', placed))
  })

  it('after the last paper is empty', async () => {
    const scope: Scope = { kind: 'category', name: 'cs.CL' }
    const at = '2099-01-01T00:00:00.000Z'
    const page = await listPapers({ scope, order: 'votes', after: ['0', at, 0, 'z'], limit: 5 })
    expect(page).toEqual({ papers: [], next: null })
  })
})
