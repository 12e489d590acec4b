import { describe, expect, it } from 'vitest'
import { onlyDraft, opened, readAll } from './given-file.ts'
import { aDayItem, aFlatEntry } from './given-items.ts'

const ofDay = (item: unknown) => onlyDraft(JSON.stringify([item]))

describe('a raw item of Hugging Face', () => {
  it('becomes a draft, with all its authors, hidden or not', async () => {
    expect(await ofDay(aDayItem())).toEqual({
      source: 'hugging-face',
      arxivId: '2505.01234',
      version: null,
      revisedAt: null,
      observedAt: '2025-05-06T01:02:03.456Z',
      title: 'A Title That Is Wrapped',
      abstract: 'A summary over two lines.',
      authors: ['Ada Example', 'Bo Sample'],
      authorCount: 2,
      organization: { slug: 'example-lab', name: 'The Example Lab' },
      publishedAt: '2025-05-02',
      categories: null,
      note: null,
      doi: null,
      journalRef: null,
      license: null,
      codeUrl: 'https://github.com/example/code',
      projectUrl: 'https://example.org/page',
      withdrawn: null,
      listings: [{ date: '2025-05-06', listedAt: '2025-05-06T01:02:03.456Z' }],
      votes: 12,
      comments: 3,
    })
  })

  it('of 2024 is listed on the day of its outer time', async () => {
    const old = aDayItem(
      { submittedOnDailyAt: undefined, organization: undefined, publishedAt: '2024-08-01T10:00Z' },
      { publishedAt: '2024-08-02T00:58:58.580Z' },
    )
    const draft = await ofDay(old)
    expect(draft.listings).toEqual([{ date: '2024-08-02', listedAt: null }])
    expect(draft.observedAt).toBe('2024-08-02T00:00:00.000Z')
    expect(draft.publishedAt).toBe('2024-08-01')
    expect(draft.organization).toBeNull()
  })

  it('is listed nowhere when the outer time no longer means the submission', async () => {
    const item = aDayItem({ submittedOnDailyAt: null }, { publishedAt: '2025-03-11T00:00:00.000Z' })
    expect((await ofDay(item)).listings).toEqual([])
  })

  it('may have its organization, title and summary outside only', async () => {
    const item = aDayItem(
      { organization: null, title: null, summary: null },
      { organization: { name: 'Outer' }, title: 'Outer title', summary: 'Outer summary' },
    )
    const draft = await ofDay(item)
    expect(draft.organization).toEqual({ slug: 'outer', name: 'Outer' })
    expect([draft.title, draft.abstract]).toEqual(['Outer title', 'Outer summary'])
  })

  it('takes counts given as text, and 0 as a value', async () => {
    const draft = await ofDay(aDayItem({ upvotes: '7' }, { numComments: 0 }))
    expect([draft.votes, draft.comments]).toEqual([7, 0])
    expect((await ofDay(aDayItem({ upvotes: undefined }))).votes).toBeNull()
  })

  it('drops links that are not plain web addresses', async () => {
    for (const address of ['javascript:alert(1)', 'https://me:pw@example.org/', 'soon', 5]) {
      const draft = await ofDay(aDayItem({ githubRepo: address, projectPage: address }))
      expect([draft.codeUrl, draft.projectUrl]).toEqual([null, null])
    }
  })

  it.each([
    [{ id: undefined }, 'no arXiv id'],
    [{ id: '2513.00001' }, 'impossible arXiv id 2513.00001'],
    [{ title: '\u200b ' }, 'no title'],
    [{ upvotes: -1 }, 'paper.upvotes is not a whole number from 0 up'],
    [{ upvotes: 1.5 }, 'paper.upvotes is not a whole number from 0 up'],
    [{ upvotes: true }, 'paper.upvotes is not a whole number from 0 up'],
    [{ publishedAt: 'soon' }, 'paper.publishedAt is not a date'],
    [{ title: 'x'.repeat(501) }, 'paper.title is longer than 500 characters'],
    [{ summary: 'x'.repeat(1_000_000) }, 'paper.summary is longer than 20000 characters'],
    [{ authors: 'Ada' }, 'paper.authors is not a list'],
    [{ authors: [{}] }, 'paper.authors holds something that is not a name'],
    [{ authors: ['x'.repeat(201)] }, 'paper.authors holds a name longer than 200 characters'],
    [{ authors: Array(5001).fill('A') }, 'paper.authors has more than 5000 names'],
    [{ organization: 'Lab' }, 'paper.organization is not an organization'],
  ])('is quarantined alone when it has %o', async (change, reason) => {
    const bad = aDayItem({ ...change }, { title: null })
    const { drafts, quarantined } = await readAll(
      await opened(JSON.stringify([bad, aDayItem(), 'text', null])),
    )
    expect(drafts).toHaveLength(1)
    expect(quarantined[0]?.reason).toBe(reason)
    expect(quarantined[0]?.payload).toContain('"paper"')
    expect(quarantined[0]?.payload.length).toBeLessThanOrEqual(50_000)
    expect(quarantined.slice(1)).toEqual([
      { reference: 'item 3', reason: 'the item has an unknown shape', payload: '"text"' },
      { reference: 'item 4', reason: 'the item has an unknown shape', payload: 'null' },
    ])
  })
})

describe('a flattened entry of Hugging Face', () => {
  it('is listed on its daily date', async () => {
    const draft = await onlyDraft(JSON.stringify(aFlatEntry()))
    expect(draft.source).toBe('hugging-face')
    expect(draft.listings).toEqual([{ date: '2025-01-02', listedAt: null }])
    expect(draft.observedAt).toBe('2025-01-02T00:00:00.000Z')
    expect(draft.publishedAt).toBe('2025-01-01')
    expect(draft.organization).toEqual({ slug: 'example-lab', name: 'Example_Lab' })
    expect([draft.votes, draft.comments]).toEqual([0, 0])
  })

  it('keeps the instant of its listing', async () => {
    const submittedOnDailyAt = '2025-01-02T03:04:05.000Z'
    const draft = await onlyDraft(JSON.stringify(aFlatEntry({ submittedOnDailyAt })))
    expect(draft.listings).toEqual([{ date: '2025-01-02', listedAt: submittedOnDailyAt }])
    expect(draft.observedAt).toBe(submittedOnDailyAt)
  })
})
