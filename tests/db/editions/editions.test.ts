import { beforeAll, describe, expect, it } from 'vitest'
import { countByDay, findNeighbours, findNewestEdition } from '../../../src/db/editions/editions.ts'
import { countByMonth } from '../../../src/db/papers/trends.ts'
import { useDatabase } from '../../support/database.ts'
import { aDraft } from '../../support/papers.ts'
import { given } from '../given-papers.ts'

useDatabase()

const listedOn = (...dates: string[]) => ({
  listings: dates.map((date) => ({ date, listedAt: null })),
})

describe('a site without papers', () => {
  it('has no edition and no neighbours', async () => {
    expect(await findNewestEdition('2026-02-10')).toBeNull()
    expect(await findNeighbours('2026-02-10', '2026-02-10')).toEqual({ previous: null, next: null })
    expect(await countByDay('2026-01-01', '2026-12-31')).toEqual(new Map())
  })
})

describe('the editions', () => {
  beforeAll(async () => {
    const lab = { slug: 'lab', name: 'Lab' }
    await given(
      aDraft({ ...listedOn('2026-02-03'), publishedAt: '2025-12-31', organization: lab }),
      aDraft({ ...listedOn('2026-02-03', '2026-02-09'), publishedAt: '2026-01-01' }),
      aDraft({ ...listedOn('2026-02-09'), publishedAt: '2026-01-31', organization: lab }),
      aDraft({
        ...listedOn('2026-02-12'),
        publishedAt: '2026-02-01',
        categories: ['cs.CV', 'cs.CL'],
      }),
      aDraft({ ...listedOn('2026-02-20'), publishedAt: null }),
    )
  })

  it.each([
    ['2026-02-02', null],
    ['2026-02-03', '2026-02-03'],
    ['2026-02-08', '2026-02-03'],
    ['2026-02-09', '2026-02-09'],
    ['2026-02-19', '2026-02-12'],
    ['2030-01-01', '2026-02-20'],
  ])('up to %s end with %s', async (until, newest) => {
    expect(await findNewestEdition(until)).toBe(newest)
  })

  it.each([
    ['the first', '2026-02-03', '2026-02-28', null, '2026-02-09'],
    ['one in the middle', '2026-02-09', '2026-02-28', '2026-02-03', '2026-02-12'],
    ['an empty day', '2026-02-10', '2026-02-28', '2026-02-09', '2026-02-12'],
    ['a day before all', '2020-01-01', '2026-02-28', null, '2026-02-03'],
    ['the last', '2026-02-20', '2026-02-28', '2026-02-12', null],
    [
      'the newest opened, though later ones are stored',
      '2026-02-12',
      '2026-02-13',
      '2026-02-09',
      null,
    ],
    ['a day whose follower opens today', '2026-02-09', '2026-02-12', '2026-02-03', '2026-02-12'],
    ['a day whose follower opens tomorrow', '2026-02-09', '2026-02-11', '2026-02-03', null],
  ])(
    'around %s skip empty days and what has not opened',
    async (_name, date, until, previous, next) => {
      expect(await findNeighbours(date, until)).toEqual({ previous, next })
    },
  )

  it('are counted day by day, both ends included, empty days left out', async () => {
    expect(await countByDay('2026-02-03', '2026-02-12')).toEqual(
      new Map([
        ['2026-02-03', 2],
        ['2026-02-09', 2],
        ['2026-02-12', 1],
      ]),
    )
    expect(await countByDay('2026-02-04', '2026-02-08')).toEqual(new Map())
  })

  it('show a topic month by month, empty months too, by publication', async () => {
    expect(await countByMonth({ category: 'cs.CL' }, '2026-02-15', 4)).toEqual([
      { month: '2025-11', count: 0 },
      { month: '2025-12', count: 1 },
      { month: '2026-01', count: 2 },
      { month: '2026-02', count: 1 },
    ])
    expect(await countByMonth({ organization: 'lab' }, '2026-01-31', 2)).toEqual([
      { month: '2025-12', count: 1 },
      { month: '2026-01', count: 1 },
    ])
    expect(await countByMonth({ category: 'cs.XX' }, '2026-02-28', 1)).toEqual([
      { month: '2026-02', count: 0 },
    ])
  })
})
