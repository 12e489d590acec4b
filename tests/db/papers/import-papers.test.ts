import { describe, expect, it } from 'vitest'
import { findPaper } from '../../../src/db/papers/papers.ts'
import { useDatabase } from '../../support/database.ts'
import { aDraft } from '../../support/papers.ts'
import { given, idOf } from '../given-papers.ts'

const { query } = useDatabase()

const TABLES = [
  'papers',
  'source_records',
  'listings',
  'authors',
  'authorships',
  'paper_categories',
  'organizations',
]
/** Everything that is stored of papers, to the last byte. */
async function everything(): Promise<string> {
  const tables = TABLES.map((table) => query(`select t::text from ${table} t order by 1`))
  return JSON.stringify(await Promise.all(tables))
}

describe('an import', () => {
  it('tells what was new, what changed and what did not', async () => {
    const [a, b, c] = [aDraft(), aDraft(), aDraft()]
    expect(await given(a, b)).toEqual({ imported: 2, updated: 0, unchanged: 0 })
    const corrected = { ...b, title: 'A better title' }
    expect(await given(a, corrected, c)).toEqual({ imported: 1, updated: 1, unchanged: 1 })
    expect((await findPaper(idOf(b)))?.title).toBe('A better title')
  })

  it('changes not one byte the second time', async () => {
    const drafts = [
      aDraft({ votes: 42, comments: 3, version: 2, revisedAt: '2026-02-08T10:20:30.456Z' }),
      aDraft({ organization: { slug: 'pearls-lab', name: 'PEARLS Lab' }, withdrawn: true }),
      aDraft({ arxivId: null, title: 'Without an id', source: 'file' }),
      aDraft({ listings: [], source: 'arxiv', doi: '10.1000/1', note: 'x', license: 'CC0' }),
      aDraft({ source: 'sample', observedAt: null, codeUrl: 'https://example.com/code' }),
    ]
    await given(...drafts)
    const before = await everything()
    expect(await given(...drafts)).toEqual({ imported: 0, updated: 0, unchanged: 5 })
    expect(await everything()).toBe(before)
  })

  it('takes the same paper twice in one batch as one', async () => {
    const draft = aDraft({ votes: 1 })
    const again = { ...draft, votes: 2, observedAt: '2026-02-09T02:00:00.000Z' }
    expect(await given(draft, again, again)).toEqual({ imported: 1, updated: 1, unchanged: 1 })
    expect((await findPaper(idOf(draft)))?.votes).toBe(2)
  })

  it('of the same papers at the same time writes each once and fails never', async () => {
    const drafts = Array.from({ length: 50 }, () => aDraft({ votes: 3 }))
    const counts = await Promise.all([
      given(...drafts),
      given(...drafts.toReversed()),
      given(...drafts),
    ])
    expect(counts.reduce((sum, { imported }) => sum + imported, 0)).toBe(50)
    expect(counts.reduce((sum, { unchanged }) => sum + unchanged, 0)).toBe(100)
    const [row] = await query<{ papers: number; listings: number; records: number }>(
      `select (select count(*)::int from papers where id = any($1)) as papers,
        (select count(*)::int from listings where paper_id = any($1)) as listings,
        (select count(*)::int from source_records where paper_id = any($1)) as records`,
      [drafts.map(idOf)],
    )
    expect(row).toEqual({ papers: 50, listings: 50, records: 50 })
  })

  it('writes all of a batch or nothing', async () => {
    const fine = aDraft()
    const bad = aDraft({ codeUrl: 'javascript:alert(1)' })
    await expect(given(fine, bad)).rejects.toThrow()
    expect(await findPaper(idOf(fine))).toBeNull()
  })
})

describe('what is imported', () => {
  it.each([
    "Robert'); drop table papers; --",
    "Quotes: \" ' ` \\ \\' and $1 $$ :name ?",
    'Emoji 🦄👩‍🔬, 深度学习, العربية, İstanbul',
    '{"json": [null]} <b>&amp;</b> %s $1 {{x}}',
    'null',
  ])('comes back as it was: %s', async (text) => {
    const draft = aDraft({
      title: text,
      abstract: text,
      authors: [text, 'Bo'],
      organization: { slug: 'hostile-lab', name: text },
      note: text,
      journalRef: text,
    })
    await given(draft)
    expect(await findPaper(idOf(draft))).toMatchObject({
      title: text,
      abstract: text,
      note: text,
      journalRef: text,
      organization: { slug: 'hostile-lab', name: text },
      authors: [{ name: text }, { name: 'Bo' }],
    })
  })

  it('keeps 664 authors in their order, also one who is named twice', async () => {
    const authors = Array.from({ length: 664 }, (_none, index) => `Author ${(index * 7919) % 660}`)
    const draft = aDraft({ authors })
    await given(draft)
    const paper = await findPaper(idOf(draft))
    expect(paper?.authors.map(({ name }) => name)).toEqual(authors)
    expect(paper?.authorCount).toBe(664)
  })

  it('spells an author as each paper does, under one address', async () => {
    const [a, b] = [aDraft({ authors: ['Łukasz Kaiser'] }), aDraft({ authors: ['Lukasz Kaiser'] })]
    await given(a, b)
    const [first, second] = [await findPaper(idOf(a)), await findPaper(idOf(b))]
    expect(first?.authors).toEqual([{ slug: 'lukasz-kaiser', name: 'Łukasz Kaiser' }])
    expect(second?.authors).toEqual([{ slug: 'lukasz-kaiser', name: 'Lukasz Kaiser' }])
  })

  it('replaces authors and categories, and leaves none of the old', async () => {
    const draft = aDraft({ version: 1, authors: ['A', 'B', 'C'], categories: ['cs.CL', 'cs.AI'] })
    await given(draft)
    await given({ ...draft, version: 2, authors: ['C', 'A'], categories: ['cs.LG'] })
    const paper = await findPaper(idOf(draft))
    expect(paper?.authors.map(({ name }) => name)).toEqual(['C', 'A'])
    expect(paper?.categories).toEqual(['cs.LG'])
    expect(paper?.authorCount).toBe(2)
  })

  it('never goes back to an older version', async () => {
    const draft = aDraft({ source: 'arxiv', version: 3, title: 'Third', votes: null })
    await given(draft)
    await given({ ...draft, version: 1, title: 'First', observedAt: '2026-03-01T00:00:00.000Z' })
    expect(await findPaper(idOf(draft))).toMatchObject({ version: 3, title: 'Third' })
  })

  it('is one paper for arXiv, Hugging Face and a file, in any order', async () => {
    const sources = ['arxiv', 'hugging-face', 'file'] as const
    for (const order of [sources, sources.toReversed()]) {
      const one = aDraft()
      for (const source of order) await given({ ...one, source, title: `From ${source}` })
      expect((await findPaper(idOf(one)))?.title).toBe('From arxiv')
      expect(
        await query('select 1 from source_records where paper_id = $1', [idOf(one)]),
      ).toHaveLength(3)
    }
  })

  it('without an arXiv id has an address of title and year, the same from every source', async () => {
    const card = { arxivId: null, title: 'Attention, Again!', publishedAt: '2026-01-09' }
    await given(aDraft({ ...card, source: 'file' }))
    const counts = await given(aDraft({ ...card, source: 'sample', title: 'Attention again' }))
    expect(counts.imported).toBe(0)
    const paper = await findPaper('attention-again-2026')
    expect(paper).toMatchObject({ arxivId: null, title: 'Attention, Again!' })
  })

  it('stays when it is withdrawn, and is marked', async () => {
    const draft = aDraft({ source: 'arxiv', version: 1, withdrawn: false })
    await given(draft)
    await given({ ...draft, version: 2, withdrawn: true })
    await given({ ...draft, source: 'hugging-face', version: null, withdrawn: null })
    expect(await findPaper(idOf(draft))).toMatchObject({ withdrawn: true, version: 2 })
  })
})
