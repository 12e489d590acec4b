import { describe, expect, it } from 'vitest'
import { saysWithdrawn } from '../../src/sources/withdrawn.ts'

describe('a paper is withdrawn', () => {
  it.each([
    'This paper has been withdrawn',
    'This paper has been withdrawn by the authors due to an error in Lemma 2',
    '9 pages. This submission is withdrawn.',
    'This manuscript was withdrawn from arXiv',
    'The article has now been withdrawn',
    '3 figures This paper was submitted by mistake and has now been withdrawn',
    'Withdrawn by the author',
    'Paper withdrawn due to an error',
    'withdrawn',
  ])('when its note says: %s', (note) => {
    expect(saysWithdrawn(note, null)).toBe(true)
  })

  it('when its abstract says so', () => {
    expect(saysWithdrawn('2 pages', 'This paper has been withdrawn by the author.')).toBe(true)
  })
})

describe('a paper is not withdrawn', () => {
  it.each([
    'A section of this paper has been withdrawn',
    'This paper has been withdrawn from a journal and sent to another',
    'We study why drugs are withdrawn',
    'Withdrawn clients are told apart from others',
    'The claim of Section 3 is withdrawn',
    'Comment on the withdrawn arXiv:0901.0001',
  ])('when its note says: %s', (note) => {
    expect(saysWithdrawn(note, null)).toBe(false)
  })

  it('when its abstract is about withdrawal', () => {
    expect(saysWithdrawn(null, 'We ask why the article was withdrawn by its authors.')).toBe(false)
    expect(saysWithdrawn(null, null)).toBe(false)
  })
})
