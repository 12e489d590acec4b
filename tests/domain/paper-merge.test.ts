import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PaperDraft, SOURCES, type Source } from '../../src/domain/paper.ts'
import {
  mergeDraft,
  mergeRecords,
  type SourceRecord,
  saysTheSame,
} from '../../src/domain/paper-merge.ts'
import { aDraft } from '../support/papers.ts'

const NOW = '2026-02-10T00:00:00.000Z'
const on = (day: string) => `2026-02-${day}T00:00:00.000Z`

/** What one source says in the end, after these drafts. */
function recordOf(...drafts: PaperDraft[]): SourceRecord {
  const record = drafts.reduce<SourceRecord | null>(
    (old, draft) => mergeDraft(old, draft, NOW),
    null,
  )
  if (!record) throw new Error('no drafts')
  return record
}
const factsOf = (...drafts: PaperDraft[]) => mergeRecords(drafts.map((draft) => recordOf(draft)))
const arxiv = (given: Partial<PaperDraft> = {}) => aDraft({ source: 'arxiv', ...given })

describe('between sources', () => {
  it.each([
    ['arxiv', 'hugging-face'],
    ['hugging-face', 'file'],
    ['file', 'sample'],
    ['arxiv', 'sample'],
  ] as [Source, Source][])('%s goes before %s, whichever is newer', (stronger, weaker) => {
    for (const [first, second] of [
      ['01', '05'],
      ['05', '01'],
    ] as const) {
      const facts = factsOf(
        aDraft({ source: weaker, title: 'Weaker', observedAt: on(first) }),
        aDraft({ source: stronger, title: 'Stronger', observedAt: on(second) }),
      )
      expect(facts.title).toBe('Stronger')
    }
  })

  it('a weaker source fills what the stronger does not say', () => {
    const facts = factsOf(
      arxiv({ abstract: null, categories: null, doi: '10.1000/1' }),
      aDraft({ abstract: 'Theirs', categories: null, organization: { slug: 'lab', name: 'Lab' } }),
      aDraft({ source: 'file', abstract: 'From a file', categories: ['cs.IR'], doi: '10.1000/2' }),
    )
    expect(facts.abstract).toBe('Theirs')
    expect(facts.organization).toEqual({ slug: 'lab', name: 'Lab' })
    expect(facts.categories).toEqual(['cs.IR'])
    expect(facts.doi).toBe('10.1000/1')
  })

  it('what no source says is null, and numbers are 0', () => {
    const facts = factsOf(aDraft({ authors: null, doi: null, publishedAt: null }))
    expect(facts).toMatchObject({ authors: null, authorCount: null, doi: null, publishedAt: null })
    expect(facts).toMatchObject({ importedVotes: 0, importedComments: 0, version: null })
  })

  it('the number of authors belongs to the list of authors that is shown', () => {
    const counted = aDraft({ source: 'file', authors: null, authorCount: 9 })
    expect(factsOf(counted).authorCount).toBe(9)
    expect(factsOf(counted, arxiv({ authors: ['A', 'B'] })).authorCount).toBe(2)
    expect(factsOf(aDraft({ authors: ['A'], authorCount: 3 })).authorCount).toBe(1)
  })

  it('arXiv’s word that a paper is not withdrawn stands against a weaker one', () => {
    expect(factsOf(aDraft({ withdrawn: true }), arxiv({ withdrawn: false })).withdrawn).toBe(false)
    expect(factsOf(aDraft({ withdrawn: true }), arxiv({ withdrawn: null })).withdrawn).toBe(true)
  })

  it('the order in which they come does not matter', () => {
    const text = fc.option(fc.constantFrom('One', 'Two', 'Three'))
    const drafts = fc.tuple(
      ...SOURCES.map((source, index) =>
        fc
          .record({
            source: fc.constant(source),
            title: fc.constantFrom('One', 'Two'),
            abstract: text,
            authors: fc.option(fc.array(fc.constantFrom('A', 'B'), { minLength: 1, maxLength: 2 })),
            authorCount: fc.option(fc.integer({ min: 0, max: 9 })),
            version: fc.option(fc.integer({ min: 1, max: 3 })),
            votes: fc.option(fc.integer({ min: 0, max: 9 })),
            comments: fc.option(fc.integer({ min: 0, max: 9 })),
            // Distinct moments.
            observedAt: fc
              .integer({ min: 1, max: 6 })
              .map((day) => on(`${index}${day}`.replace('00', '01'))),
          })
          .map(aDraft),
      ),
    )
    const order = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 })
    fc.assert(
      fc.property(drafts, order, (all, places) => {
        const shuffled = places.flatMap((place) => all[place] ?? [])
        expect(factsOf(...shuffled)).toEqual(factsOf(...all))
      }),
    )
  })
})

describe('within a source', () => {
  it('a newer version overwrites, an older one never does, in either order', () => {
    const first = arxiv({ version: 1, title: 'First', note: 'Draft', observedAt: on('09') })
    const third = arxiv({ version: 3, title: 'Third', note: null, observedAt: on('01') })
    for (const record of [recordOf(first, third), recordOf(third, first)]) {
      expect(record.version).toBe(3)
      expect(record.content.title).toBe('Third')
      expect(record.content.note).toBe('Draft')
    }
  })

  it('without versions the later revision wins, then the later look', () => {
    const early = arxiv({ revisedAt: on('01'), title: 'Early', observedAt: on('09') })
    const late = arxiv({ revisedAt: on('03'), title: 'Late', observedAt: on('02') })
    expect(recordOf(early, late).content.title).toBe('Late')
    expect(recordOf(late, early).content.title).toBe('Late')
    const looked = aDraft({ title: 'Looked', observedAt: on('02') })
    const lookedAgain = aDraft({ title: 'Looked again', observedAt: on('03') })
    expect(recordOf(looked, lookedAgain).content.title).toBe('Looked again')
    expect(recordOf(lookedAgain, looked).content.title).toBe('Looked again')
  })

  it('what a newer description leaves out is kept, and no null erases a value', () => {
    const full = arxiv({ version: 1, doi: '10.1000/1', codeUrl: 'https://example.com/', votes: 4 })
    const bare = arxiv({ version: 2, abstract: null, authors: null, categories: null })
    const record = recordOf(full, bare)
    expect(record.content).toMatchObject({ doi: '10.1000/1', codeUrl: 'https://example.com/' })
    expect(record.content).toMatchObject({ abstract: full.abstract, authors: full.authors })
    expect(record.votes).toBe(4)
  })

  it('an older description fills what is not known yet', () => {
    const record = recordOf(
      arxiv({ version: 2, doi: null }),
      arxiv({ version: 1, doi: '10.1000/1' }),
    )
    expect(record.content.doi).toBe('10.1000/1')
    expect(record.version).toBe(2)
  })

  it('the same description again is no change, whenever it is seen', () => {
    const draft = arxiv({ version: 2, votes: 3, organization: { slug: 'lab', name: 'Lab' } })
    const record = recordOf(draft)
    expect(mergeDraft(record, draft, NOW)).toBe(record)
    const later = mergeDraft(record, { ...draft, observedAt: on('20') }, NOW)
    expect(saysTheSame(later, record)).toBe(true)
    expect(later.observedAt).toBe(on('20'))
    const fromDatabase: SourceRecord = {
      ...record,
      content: Object.fromEntries(Object.entries(record.content).toReversed()),
    }
    expect(mergeDraft(fromDatabase, draft, NOW)).toBe(fromDatabase)
  })
})
