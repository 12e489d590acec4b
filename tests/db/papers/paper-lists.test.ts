import { describe, expect, it } from 'vitest'
import { countPapers, listPapers, type Scope } from '../../../src/db/papers/paper-lists.ts'
import { findPaper } from '../../../src/db/papers/papers.ts'
import type { PaperDraft } from '../../../src/domain/paper.ts'
import { ORDERS, type Order } from '../../../src/domain/ranking.ts'
import { useDatabase } from '../../support/database.ts'
import { aDraft } from '../../support/papers.ts'
import { given } from '../given-papers.ts'

useDatabase()

async function titlesOf(scope: Scope, order: Order): Promise<string[]> {
  const { papers } = await listPapers({ scope, order, after: null, limit: 200 })
  return papers.map(({ title }) => title)
}
const at = (date: string, time: string) => [{ date, listedAt: `${date}T${time}:00.000Z` }]
const paper = (title: string, more: Partial<PaperDraft>) =>
  aDraft({ title, authors: ['Ada Example'], ...more })

describe('the papers of a small site', () => {
  const MONDAY: Scope = { kind: 'edition', date: '2026-02-09' }
  const WEEK: Scope = { kind: 'period', from: '2026-02-09', to: '2026-02-15' }

  it('are imported', async () => {
    const lab = { slug: 'lab', name: 'The Lab' }
    await given(
      paper('Old hit', { votes: 90, comments: 1, listings: at('2026-01-05', '01:00') }),
      paper('Loved', { votes: 40, comments: 2, listings: at('2026-02-09', '03:00') }),
      paper('Early', {
        votes: 12,
        comments: 9,
        listings: at('2026-02-09', '01:00'),
        organization: lab,
      }),
      paper('Late', {
        votes: 12,
        comments: 0,
        listings: at('2026-02-09', '05:00'),
        categories: ['cs.LG', 'cs.CL'],
      }),
      paper('Silent', {
        votes: 0,
        comments: 2,
        listings: at('2026-02-09', '02:00'),
        organization: lab,
      }),
      paper('Uncounted', {
        votes: null,
        listings: at('2026-02-09', '02:00'),
        authors: ['Bo Sample'],
      }),
      paper('Tuesday', {
        votes: 20,
        comments: 5,
        listings: at('2026-02-10', '01:00'),
        categories: ['cs.CV'],
      }),
      paper('Both days', {
        votes: 1,
        comments: 5,
        listings: [...at('2026-02-10', '02:00'), ...at('2026-02-06', '01:00')],
      }),
      paper('Unlisted', { votes: 99, comments: 99, listings: [], publishedAt: '2026-02-09' }),
    )
    expect(await countPapers(MONDAY)).toBe(5)
  })

  it.each([
    ['votes', ['Loved', 'Early', 'Late', 'Silent', 'Uncounted']],
    // An hour's later listing weighs a little more.
    ['trending', ['Loved', 'Late', 'Early', 'Silent', 'Uncounted']],
    ['new', ['Late', 'Loved', 'Silent', 'Uncounted', 'Early']],
    ['discussed', ['Early', 'Silent', 'Loved', 'Late', 'Uncounted']],
  ] as [Order, string[]][])('stand in an edition by %s', async (order, titles) => {
    const all = await titlesOf(MONDAY, order)
    // Without comments or votes the earlier listing goes first.
    expect(order === 'discussed' ? all.slice(0, 3) : all).toEqual(
      order === 'discussed' ? titles.slice(0, 3) : titles,
    )
    if (order === 'discussed') expect(all.slice(3)).toEqual(['Uncounted', 'Late'])
  })

  it.each([
    ['votes', ['Loved', 'Tuesday', 'Early', 'Late', 'Both days', 'Silent', 'Uncounted']],
    ['new', ['Both days', 'Tuesday', 'Late', 'Loved', 'Silent', 'Uncounted', 'Early']],
    ['discussed', ['Early', 'Tuesday', 'Both days', 'Silent', 'Loved', 'Uncounted', 'Late']],
  ] as [Order, string[]][])('stand in a week by %s, each once', async (order, titles) => {
    expect(await titlesOf(WEEK, order)).toEqual(titles)
    expect(await countPapers(WEEK)).toBe(7)
  })

  it('trend over all time by fresh votes, those without votes left out', async () => {
    const titles = await titlesOf({ kind: 'voted' }, 'trending')
    expect(titles).toEqual(['Loved', 'Tuesday', 'Late', 'Early', 'Both days', 'Old hit'])
    expect(await countPapers({ kind: 'voted' })).toBe(6)
  })

  it('are found by organization, author and category, listed or not', async () => {
    expect(await titlesOf({ kind: 'organization', slug: 'lab' }, 'votes')).toEqual([
      'Early',
      'Silent',
    ])
    expect(await titlesOf({ kind: 'author', slug: 'bo-sample' }, 'votes')).toEqual(['Uncounted'])
    expect(await countPapers({ kind: 'author', slug: 'ada-example' })).toBe(8)
    expect(await titlesOf({ kind: 'category', name: 'cs.CL' }, 'votes')).toEqual([
      'Unlisted',
      'Old hit',
      'Loved',
      'Early',
      'Late',
      'Both days',
      'Silent',
      'Uncounted',
    ])
    expect(await titlesOf({ kind: 'category', name: 'cs.LG' }, 'new')).toEqual(['Late'])
  })

  it('are nowhere that does not exist', async () => {
    const nowhere: Scope[] = [
      { kind: 'edition', date: '2026-02-08' },
      { kind: 'period', from: '2026-03-01', to: '2026-03-31' },
      { kind: 'organization', slug: "lab'; --" },
      { kind: 'author', slug: '%' },
      { kind: 'category', name: 'cs.XX' },
    ]
    for (const scope of nowhere) {
      expect(await countPapers(scope)).toBe(0)
      for (const order of ORDERS) {
        expect(await listPapers({ scope, order, after: null, limit: 5 })).toEqual({
          papers: [],
          next: null,
        })
      }
    }
  })

  it('have their rank of the day by votes, in every order, and none without votes', async () => {
    const ranks = { Loved: 1, Early: 2, Late: 3, Silent: null, Uncounted: null }
    for (const order of ORDERS) {
      const { papers } = await listPapers({ scope: MONDAY, order, after: null, limit: 9 })
      expect(Object.fromEntries(papers.map(({ title, rank }) => [title, rank]))).toEqual(ranks)
      for (const card of papers) expect((await findPaper(card.id))?.rank).toBe(card.rank)
    }
  })

  it('keep their rank on a later page', async () => {
    const { papers } = await listPapers({ scope: MONDAY, order: 'new', after: null, limit: 1 })
    expect(papers.map(({ title, rank }) => [title, rank])).toEqual([['Late', 3]])
  })

  it('show on a card what is known', async () => {
    const { papers } = await listPapers({ scope: MONDAY, order: 'votes', after: null, limit: 3 })
    expect(papers[1]).toMatchObject({
      title: 'Early',
      organization: { slug: 'lab', name: 'The Lab' },
      publishedOn: '2026-01-09',
      authorCount: 1,
      categories: ['cs.CL'],
      votes: 12,
      comments: 9,
      withdrawn: false,
      summarised: false,
    })
    expect(papers[2]?.categories).toEqual(['cs.LG', 'cs.CL'])
  })
})

describe('papers that are equal in an order', () => {
  it('stand by listing time, then by their place in the file, then by id', async () => {
    const date = '2026-03-02'
    const tied = { votes: 5, comments: 5 }
    const [c, b, a] = ['2601.00003', '2601.00002', '2601.00001'].map((arxivId) =>
      paper(arxivId, { ...tied, arxivId, listings: at(date, '01:00') }),
    )
    const later = paper('later', { ...tied, arxivId: '2601.00000', listings: at(date, '02:00') })
    if (!a || !b || !c) throw new Error('three papers')
    await given(later, c, b)
    await given(aDraft({ listings: [] }), a)
    const scope: Scope = { kind: 'edition', date }
    const order = ['2601.00001', '2601.00003', '2601.00002', 'later']
    expect(await titlesOf(scope, 'votes')).toEqual(order)
    expect(await titlesOf(scope, 'discussed')).toEqual(order)
  })
})
