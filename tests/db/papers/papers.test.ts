import { describe, expect, it } from 'vitest'
import { listPapers } from '../../../src/db/papers/paper-lists.ts'
import {
  countEverything,
  findAuthor,
  findOrganization,
  findPaper,
  hasCategory,
  hasPapers,
} from '../../../src/db/papers/papers.ts'
import { useDatabase } from '../../support/database.ts'
import { aDraft } from '../../support/papers.ts'
import { given, idOf } from '../given-papers.ts'

useDatabase()

describe('an empty site', () => {
  it('holds nothing and says so', async () => {
    expect(await hasPapers()).toBe(false)
    expect(await findPaper('2510.13312')).toBeNull()
    expect(await countEverything()).toEqual({
      papers: 0,
      editions: 0,
      authors: 0,
      organizations: 0,
    })
  })
})

describe('a paper', () => {
  it('is found with everything its page shows', async () => {
    const draft = aDraft({
      arxivId: 'math/0611800',
      version: 3,
      title: 'On $x^2$',
      authors: ['Ada Example', 'Bo Sample', '李强'],
      organization: { slug: 'pearls-lab', name: 'PEARLS Lab' },
      categories: ['math.CO', 'cs.DM'],
      publishedAt: '2006-11-27',
      note: '12 pages',
      doi: '10.1000/182',
      journalRef: 'J. Things 1 (2007)',
      license: 'http://creativecommons.org/licenses/by/4.0/',
      codeUrl: 'https://example.com/code',
      projectUrl: 'https://example.com/',
      votes: 42,
      comments: 7,
      withdrawn: false,
    })
    await given(draft)
    const { source, arxivId, observedAt, revisedAt, publishedAt, authors, ...same } = draft
    const paper = await findPaper('math/0611800')
    expect(paper).toMatchObject({
      ...same,
      id: 'math/0611800',
      arxivId: 'math/0611800',
      publishedOn: '2006-11-27',
      authorCount: 3,
      authors: [
        { slug: 'ada-example', name: 'Ada Example' },
        { slug: 'bo-sample', name: 'Bo Sample' },
        { slug: 'u-674e-5f3a', name: '李强' },
      ],
      listings: [{ date: '2026-02-09', rank: 1 }],
      importedVotes: 42,
      importedComments: 7,
      rank: 1,
    })
  })

  it('of which little is known says nothing wrong', async () => {
    const bare = aDraft({ abstract: null, authors: null, categories: null, publishedAt: null })
    await given(bare)
    expect(await findPaper(idOf(bare))).toMatchObject({
      abstract: null,
      authorCount: null,
      authors: [],
      categories: [],
      organization: null,
      publishedOn: null,
      votes: 0,
      score: Number.NEGATIVE_INFINITY,
      rank: null,
      listings: [{ date: '2026-02-09', rank: null }],
    })
  })

  it.each(['', 'MATH/0611800', 'math/0611800v3', "' or 1=1; --", '%', 'x'.repeat(10_000)])(
    'is not found by another spelling: %.20s',
    async (id) => expect(await findPaper(id)).toBeNull(),
  )

  it('has the rank in each of its editions that the edition gives it', async () => {
    const dates = ['2026-03-02', '2026-03-03']
    const both = aDraft({ votes: 5, listings: dates.map((date) => ({ date, listedAt: null })) })
    const listedOn = (date: string | undefined) => [{ date: date ?? '', listedAt: null }]
    await given(
      aDraft({ votes: 9, listings: listedOn(dates[0]) }),
      aDraft({ votes: 5, listings: listedOn(dates[0]) }),
      both,
      aDraft({ votes: 5, listings: listedOn(dates[1]) }),
    )
    const paper = await findPaper(idOf(both))
    expect(paper?.listings).toEqual([
      { date: '2026-03-02', rank: 3 },
      { date: '2026-03-03', rank: 1 },
    ])
    for (const { date, rank } of paper?.listings ?? []) {
      const scope = { kind: 'edition', date } as const
      const { papers } = await listPapers({ scope, order: 'votes', after: null, limit: 9 })
      expect(papers.find(({ id }) => id === idOf(both))?.rank).toBe(rank)
    }
  })
})

describe('what a site holds', () => {
  it('is counted: papers, days, people and organizations', async () => {
    expect(await countEverything()).toEqual({
      papers: 6,
      editions: 3,
      authors: 3,
      organizations: 1,
    })
    expect(await hasPapers()).toBe(true)
  })

  it('is found by name', async () => {
    expect(await findOrganization('pearls-lab')).toEqual({ slug: 'pearls-lab', name: 'PEARLS Lab' })
    expect(await findOrganization('PEARLS-LAB')).toBeNull()
    expect(await findAuthor('u-674e-5f3a')).toEqual({ slug: 'u-674e-5f3a', name: '李强' })
    expect(await findAuthor('nobody')).toBeNull()
    expect(await hasCategory('math.CO')).toBe(true)
    expect(await hasCategory('cs.XX')).toBe(false)
  })
})
