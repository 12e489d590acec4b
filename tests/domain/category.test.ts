import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { categoryName, categorySpelling } from '../../src/domain/category.ts'

describe('a category', () => {
  it.each([
    ['cs.CL', 'cs.CL'],
    ['cs.cl', 'cs.CL'],
    ['CS.CL', 'cs.CL'],
    ['Q-Bio.nc', 'q-bio.NC'],
    ['HEP-TH', 'hep-th'],
    ['math-ph', 'math-ph'],
    ['COND-MAT.MES-HALL', 'cond-mat.mes-hall'],
    ['physics.ACC-PH', 'physics.acc-ph'],
    ['quant-PH', 'quant-ph'],
  ])('asked for as %s is spelt %s', (text, spelling) => {
    expect(categorySpelling(text)).toBe(spelling)
  })

  it.each([
    '',
    'cs.',
    '.CL',
    'cs..CL',
    'cs.CL.AI',
    'cs/CL',
    'cs CL',
    '68T50',
    'I.2.7',
    '-cs',
    'cs-',
    'cs.CL\n',
    "cs'; --",
    'ｃｓ.CL',
    'a'.repeat(41),
  ])('cannot be %j', (text) => expect(categorySpelling(text)).toBeNull())

  it('is spelt the same when asked for in its own spelling, or in any case', () => {
    const word = fc.stringMatching(/^[a-z]{1,6}(-[a-z]{1,6})?$/)
    fc.assert(
      fc.property(word, fc.option(word), (archive, subject) => {
        const text = subject ? `${archive}.${subject}` : archive
        const spelling = categorySpelling(text)
        expect(categorySpelling(spelling ?? '')).toBe(spelling)
        expect(categorySpelling(text.toUpperCase())).toBe(spelling)
      }),
    )
  })

  it('has a name where we know it', () => {
    expect(categoryName('cs.CL')).toBe('Computation and Language')
    expect(categoryName('stat.ML')).toBe('Machine Learning (Statistics)')
    expect(categoryName('cs.XX')).toBeNull()
    expect(categoryName('')).toBeNull()
  })
})
