import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Candidate,
  chooseForEdition,
  type ListingRule,
  listingRuleSchema,
} from '../../src/domain/listing-rule.ts'

const RULE: ListingRule = {
  sources: ['hugging-face', 'arxiv'],
  categories: ['cs.CL', 'cs.LG'],
  keywords: [],
  minVotes: 0,
  cap: 30,
}
let made = 0
function aCandidate(given: Partial<Candidate> = {}): Candidate {
  made++
  return {
    paperId: `2602.${String(made).padStart(5, '0')}`,
    source: 'arxiv',
    position: made,
    title: 'On Things',
    abstract: 'We study things.',
    categories: ['cs.CL'],
    votes: 0,
    isPublished: false,
    ...given,
  }
}
const chosen = (rule: Partial<ListingRule>, candidates: Candidate[]) =>
  chooseForEdition({ ...RULE, ...rule }, candidates).map(({ paperId }) => paperId)
const ids = (...candidates: Candidate[]) => candidates.map(({ paperId }) => paperId)

describe('the rule', () => {
  it('lists Hugging Face’s list as it is', () => {
    const list = [
      aCandidate({ source: 'hugging-face', categories: [] }),
      aCandidate({ source: 'hugging-face' }),
    ]
    expect(chosen({ cap: 0, minVotes: 100, categories: [], keywords: ['nothing'] }, list)).toEqual(
      ids(...list),
    )
  })

  it('lists nothing of a source that it does not want', () => {
    const [theirs, ours] = [aCandidate({ source: 'hugging-face' }), aCandidate()]
    expect(chosen({ sources: ['arxiv'] }, [theirs, ours])).toEqual(ids(ours))
    expect(chosen({ sources: ['hugging-face'] }, [theirs, ours])).toEqual(ids(theirs))
    expect(chosen({ sources: [] }, [theirs, ours])).toEqual([])
  })

  it('wants one of the categories, which may be a cross-list', () => {
    const wanted = aCandidate({ categories: ['math.CO', 'cs.LG'] })
    expect(
      chosen({}, [wanted, aCandidate({ categories: ['math.CO'] }), aCandidate({ categories: [] })]),
    ).toEqual(ids(wanted))
    expect(chosen({ categories: [] }, [wanted])).toEqual([])
  })

  it.each([
    ['retrieval', 'Sparse Retrieval', '', true],
    ['RAG', 'On rag', '', true],
    ['rag', 'Fragments of storage', '', false],
    ['large language model', '', 'A Large Language Model learns', true],
    ['C++', '', 'We use C++ here', true],
    ['(a|b)*', 'ab', 'ab', false],
    ['наука', 'О науке', 'Это наука', true],
  ])('of the keyword %j in %j and %j says %s', (keyword, title, abstract, expected) => {
    const paper = aCandidate({ title, abstract })
    expect(chosen({ keywords: ['nothing', keyword] }, [paper])).toEqual(expected ? ids(paper) : [])
  })

  it('wants enough votes', () => {
    const [few, enough] = [aCandidate({ votes: 2 }), aCandidate({ votes: 3 })]
    expect(chosen({ minVotes: 3 }, [few, enough])).toEqual(ids(enough))
  })

  it('takes the most voted first, then its own categories, then the first announced', () => {
    const late = aCandidate({ position: 9 })
    const cross = aCandidate({ position: 1, categories: ['math.CO', 'cs.LG'] })
    const early = aCandidate({ position: 5 })
    const voted = aCandidate({ position: 10, votes: 1, categories: ['math.CO', 'cs.LG'] })
    expect(chosen({}, [late, cross, early, voted])).toEqual(ids(voted, early, late, cross))
    expect(chosen({ cap: 2 }, [late, cross, early, voted])).toEqual(ids(voted, early))
  })

  it('counts what it listed before, and does not take it again', () => {
    const before = [
      aCandidate({ isPublished: true }),
      aCandidate({ isPublished: true, categories: ['math.CO'] }),
    ]
    const more = [aCandidate(), aCandidate()]
    expect(chosen({ cap: 3 }, [...before, ...more])).toEqual(ids(...more.slice(0, 1)))
    expect(chosen({ cap: 1 }, [...before, ...more])).toEqual([])
  })

  it('takes a paper of both sources once, and not out of the cap', () => {
    const theirs = aCandidate({ source: 'hugging-face' })
    const same = { ...theirs, source: 'arxiv' as const }
    const other = aCandidate()
    expect(chosen({ cap: 1 }, [same, theirs, other])).toEqual(ids(theirs, other))
  })

  it('asked again after all it chose is listed, chooses nothing', () => {
    const candidate = fc.record({
      source: fc.constantFrom('arxiv' as const, 'hugging-face' as const),
      votes: fc.nat(5),
      isPublished: fc.boolean(),
      categories: fc.subarray(['cs.CL', 'cs.LG', 'math.CO']),
    })
    fc.assert(
      fc.property(fc.array(candidate), fc.nat(10), fc.nat(3), (given, cap, minVotes) => {
        const rule = { ...RULE, cap, minVotes }
        const candidates = given.map(aCandidate)
        const first = new Set(chooseForEdition(rule, candidates))
        const after = candidates.map((one) => ({
          ...one,
          isPublished: one.isPublished || first.has(one),
        }))
        expect(chooseForEdition(rule, after)).toEqual([])
        const added = [...first].filter(({ source }) => source === 'arxiv').length
        expect(added).toBeLessThanOrEqual(cap)
      }),
    )
  })
})

describe('a rule is refused', () => {
  it.each([
    { sources: ['blog'] },
    { categories: ['CS'] },
    { categories: ['cs.CL; drop table'] },
    { keywords: [''] },
    { keywords: ['x'.repeat(101)] },
    { minVotes: -1 },
    { cap: 201 },
    { cap: 1.5 },
  ])('with %o', (wrong) => {
    expect(listingRuleSchema.safeParse({ ...RULE, ...wrong }).success).toBe(false)
  })

  it('and else taken as it is', () => {
    expect(listingRuleSchema.parse(RULE)).toEqual(RULE)
  })
})
