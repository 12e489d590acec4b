import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderDigest } from '../../src/mail/digest.tsx'
import { subjectOf } from '../../src/mail/digest-subject.ts'
import { aPaper, DAILY, WEEKLY } from './given-digest.ts'

describe('the subject of a digest', () => {
  it('is its first paper, so that each day’s is another', async () => {
    const papers = [aPaper({ title: 'Attention to $360^\\circ$ Views' }), aPaper()]
    expect((await renderDigest({ ...DAILY, papers })).subject).toBe(
      'Attention to 360° Views · 57 more papers',
    )
    expect((await renderDigest({ ...WEEKLY, papers })).subject).toBe(
      'Weekly: Attention to 360° Views · 199 more papers',
    )
  })

  it.each([
    [1, 'A title'],
    [2, 'A title · 1 more paper'],
    [1_300, 'A title · 1,299 more papers'],
  ])('counts the others of %i', (total, subject) =>
    expect(subjectOf('daily', { title: 'A title', total })).toBe(subject),
  )

  it('is cut at a word, and keeps the count', () => {
    const subject = subjectOf('weekly', { title: 'some words '.repeat(30), total: 52 })
    expect(subject).toMatch(/^Weekly: some words .*(?:some|words)… · 51 more papers$/)
    expect(subject.length).toBeLessThanOrEqual(120)
  })

  it('of any title is one line of at most 120 letters that turns nothing around', () => {
    const odd = fc.constantFrom(
      '\r\n',
      '\0',
      '\u202e',
      '\u2028',
      ' ',
      'a',
      '漢',
      '$x^2$',
      '😀',
      ':',
    )
    const title = fc.array(fc.oneof(odd, fc.string({ unit: 'binary' })), { maxLength: 60 })
    fc.assert(
      fc.property(title, (words) => {
        const subject = subjectOf('daily', { title: words.join(''), total: 52 })
        expect(Array.from(subject).length).toBeLessThanOrEqual(120)
        expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
        expect(subject).toMatch(/ · 51 more papers$/)
      }),
    )
  })
})
