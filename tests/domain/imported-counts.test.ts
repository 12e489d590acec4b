import { describe, expect, it } from 'vitest'
import type { PaperDraft } from '../../src/domain/paper.ts'
import { mergeDraft, mergeRecords, type SourceRecord } from '../../src/domain/paper-merge.ts'
import { aDraft } from '../support/papers.ts'

const NOW = '2026-02-10T00:00:00.000Z'
const on = (day: string) => `2026-02-${day}T00:00:00.000Z`

function factsOf(...drafts: PaperDraft[]) {
  const records = new Map<string, SourceRecord>()
  for (const draft of drafts) {
    records.set(draft.source, mergeDraft(records.get(draft.source) ?? null, draft, NOW))
  }
  return mergeRecords([...records.values()])
}

describe('imported counts', () => {
  it('are those of the newest look, also when they are lower', () => {
    const facts = factsOf(
      aDraft({ votes: 42, comments: 7, observedAt: on('01') }),
      aDraft({ votes: 40, comments: 5, observedAt: on('02') }),
    )
    expect(facts).toMatchObject({ importedVotes: 40, importedComments: 5 })
  })

  it('of an older look come too late', () => {
    const facts = factsOf(
      aDraft({ votes: 40, observedAt: on('02') }),
      aDraft({ votes: 90, observedAt: on('01') }),
    )
    expect(facts.importedVotes).toBe(40)
  })

  it('follow the look and not the version of the paper', () => {
    const facts = factsOf(
      aDraft({ version: 2, title: 'New', votes: 10, observedAt: on('01') }),
      aDraft({ version: 1, title: 'Old', votes: 12, observedAt: on('05') }),
    )
    expect(facts).toMatchObject({ title: 'New', importedVotes: 12 })
  })

  it('are kept when a later look does not count', () => {
    const facts = factsOf(
      aDraft({ votes: 42, comments: 7, observedAt: on('01') }),
      aDraft({ votes: null, comments: null, observedAt: on('05') }),
      aDraft({ votes: null, comments: 8, observedAt: on('06') }),
    )
    expect(facts).toMatchObject({ importedVotes: 42, importedComments: 8 })
  })

  it('may fall to zero', () => {
    const facts = factsOf(
      aDraft({ votes: 3, observedAt: on('01') }),
      aDraft({ votes: 0, observedAt: on('02') }),
    )
    expect(facts.importedVotes).toBe(0)
  })

  it('of several sources are never added up', () => {
    const facts = factsOf(
      aDraft({ source: 'file', votes: 10, observedAt: on('01') }),
      aDraft({ source: 'hugging-face', votes: 12, observedAt: on('02') }),
    )
    expect(facts.importedVotes).toBe(12)
  })

  it('without a time of observation are as new as the import', () => {
    const facts = factsOf(
      aDraft({ votes: 10, observedAt: on('09') }),
      aDraft({ votes: 8, observedAt: null }),
    )
    expect(facts.importedVotes).toBe(8)
  })
})

describe('the sample', () => {
  const sample = aDraft({
    source: 'sample',
    abstract: 'In our words.',
    votes: 30,
    comments: 2,
    observedAt: on('09'),
  })

  it('stands with its summary and counts while it is alone', () => {
    const facts = factsOf(sample)
    expect(facts).toMatchObject({ abstract: 'In our words.', summarised: true, importedVotes: 30 })
  })

  it('gives way with its counts to an older look of a real source', () => {
    const facts = factsOf(sample, aDraft({ votes: 4, comments: 0, observedAt: on('01') }))
    expect(facts).toMatchObject({ importedVotes: 4, importedComments: 0 })
  })

  it('keeps its counts beside a source that does not count', () => {
    const facts = factsOf(sample, aDraft({ source: 'arxiv', votes: null, comments: null }))
    expect(facts).toMatchObject({ importedVotes: 30, importedComments: 2 })
  })

  it('gives way with its summary to any real abstract', () => {
    for (const source of ['file', 'hugging-face', 'arxiv'] as const) {
      const facts = factsOf(sample, aDraft({ source, abstract: 'The real one.' }))
      expect(facts).toMatchObject({ abstract: 'The real one.', summarised: false })
    }
  })

  it('keeps its summary, marked, beside a source without an abstract', () => {
    const facts = factsOf(sample, aDraft({ source: 'arxiv', abstract: null }))
    expect(facts).toMatchObject({ abstract: 'In our words.', summarised: true })
  })
})
