import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paperSlug, slugOf } from '../../src/domain/slug.ts'

describe('a slug', () => {
  it.each([
    ['PEARLS Lab', 'pearls-lab'],
    ['DeepSeek', 'deepseek'],
    ['Université de Montréal', 'universite-de-montreal'],
    ['Łukasz Kaiser', 'lukasz-kaiser'],
    ["O'Brien & Sons", 'o-brien-and-sons'],
    ['  --A  B--  ', 'a-b'],
  ])('of %j is %s', (name, slug) => expect(slugOf(name)).toBe(slug))

  it('is never empty and holds nothing but a-z, 0-9 and hyphens', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const slug = slugOf(text)
        expect(slug).toMatch(/^[a-z0-9][a-z0-9-]*$/)
        expect(slug.length).toBeLessThanOrEqual(80)
      }),
      { numRuns: 150 },
    )
  })

  it('differs between names in Chinese, Japanese and Korean', () => {
    const names = [
      '李强',
      '李明',
      '王强',
      '山田太郎',
      '山田花子',
      '김민수',
      '김민지',
      '张伟',
      '張偉',
    ]
    expect(new Set(names.map(slugOf)).size).toBe(names.length)
  })

  it('differs between any two Chinese names', () => {
    const character = fc
      .integer({ min: 0x4e00, max: 0x9fa5 })
      .map((code) => String.fromCodePoint(code))
    const name = fc.array(character, { minLength: 1, maxLength: 4 }).map((all) => all.join(''))
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(slugOf(a) === slugOf(b)).toBe(a === b)
      }),
    )
  })

  it.each(['', '   ', '!!!', '—', '\u0000', '../../etc/passwd', '<script>', '%00', "';--"])(
    'of %j stays harmless',
    (name) => expect(slugOf(name)).toMatch(/^[a-z0-9][a-z0-9-]*$/),
  )

  it('of a slug is itself', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        const slug = slugOf(text)
        if (!slug.endsWith('-')) expect(slugOf(slug)).toBe(slug)
      }),
    )
  })
})

describe('the address of a paper without an arXiv id', () => {
  it('is its title and year', () => {
    expect(paperSlug('Attention Is All You Need', '2017-06-12')).toBe(
      'attention-is-all-you-need-2017',
    )
    expect(paperSlug('Attention Is All You Need', null)).toBe('attention-is-all-you-need')
  })

  it('is the same for the same title in other clothes', () => {
    const slugs = [
      'Deep  Learning: A Survey',
      'deep learning – a survey',
      'DEEP LEARNING A SURVEY!',
    ]
    expect(new Set(slugs.map((title) => paperSlug(title, '2026-01-09')))).toEqual(
      new Set(['deep-learning-a-survey-2026']),
    )
  })

  it('keeps the year of a long title', () => {
    expect(paperSlug('word '.repeat(90), '2026-01-09')).toMatch(/^word-.*-2026$/)
  })
})
