import { describe, expect, it } from 'vitest'
import { ndjson, onlyDraft, opened, readAll } from './given-file.ts'
import { aCorpusLine, aSample, aSeedCard, aSeedFact } from './given-items.ts'

describe('a seed card', () => {
  it('is a paper that is listed nowhere', async () => {
    expect(await onlyDraft(ndjson(aSeedCard()))).toMatchObject({
      source: 'file',
      arxivId: '2510.00001',
      abstract: 'A seed abstract.',
      authors: null,
      authorCount: 3,
      organization: { slug: 'example-lab', name: 'Example Lab' },
      publishedAt: '2025-10-15',
      observedAt: null,
      listings: [],
      votes: null,
      comments: 0,
    })
  })

  it('may lack id, date, organization and count', async () => {
    const card = aSeedCard({ arxivId: null, publishedAt: null, org: null, authorCount: null })
    expect(await onlyDraft(ndjson(card))).toMatchObject({
      arxivId: null,
      publishedAt: null,
      organization: null,
      authorCount: null,
    })
  })

  it('is quarantined when its id is impossible', async () => {
    const { reasons } = await readAll(await opened(ndjson(aSeedCard({ arxivId: '0811.36489' }))))
    expect(reasons).toEqual(['impossible arXiv id 0811.36489'])
  })
})

describe('a seed fact', () => {
  it('brings authors, votes, code and the day of a daily list', async () => {
    expect(await onlyDraft(ndjson(aSeedFact()))).toMatchObject({
      source: 'file',
      abstract: null,
      authors: ['Ada Example', 'Bo Sample', 'Cy Third'],
      categories: ['cs.CL', 'cs.IR'],
      codeUrl: 'https://github.com/example/seed',
      votes: 21,
      listings: [{ date: '2025-10-16', listedAt: null }],
      observedAt: '2025-10-16T00:00:00.000Z',
    })
  })

  it('may know next to nothing', async () => {
    const fact = aSeedFact({ authors: null, categories: null, upvotes: null, dailyDate: null })
    expect(await onlyDraft(ndjson(fact))).toMatchObject({
      authors: null,
      categories: null,
      votes: null,
      listings: [],
      observedAt: null,
    })
  })
})

describe('a corpus line', () => {
  it('is listed on its day, its categories without MSC and ACM codes', async () => {
    expect(await onlyDraft(ndjson(aCorpusLine()))).toMatchObject({
      source: 'file',
      arxivId: '2509.00001',
      categories: ['cs.CV', 'stat.ML'],
      publishedAt: '2025-09-30',
      listings: [{ date: '2025-10-02', listedAt: null }],
      observedAt: '2025-10-02T00:00:00.000Z',
      note: '12 pages',
      doi: '10.1000/example.1',
      journalRef: 'Journal of Examples 1',
      withdrawn: null,
    })
  })

  it('needs an arXiv id', async () => {
    const { reasons } = await readAll(await opened(ndjson(aCorpusLine({ id: null }))))
    expect(reasons).toEqual(['no arXiv id'])
  })
})

describe('a line of our sample', () => {
  it('is told apart by its summary and code address', async () => {
    expect(await onlyDraft(ndjson(aSample()))).toMatchObject({
      source: 'sample',
      arxivId: '2505.00009',
      abstract: 'Two sentences in our words.',
      authors: ['Ada Example'],
      authorCount: 7,
      organization: { slug: 'example-lab', name: 'Example Lab' },
      votes: 5,
      comments: 2,
      codeUrl: 'https://github.com/example/sample',
      listings: [],
      observedAt: null,
    })
    expect((await onlyDraft(ndjson(aSample({ codeUrl: null })))).source).toBe('sample')
  })
})
