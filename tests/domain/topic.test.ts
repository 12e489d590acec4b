import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wishesFields } from '../../src/actions/wishes.ts'
import { categoryName, categorySpelling } from '../../src/domain/category.ts'
import { CATEGORY_NAMES } from '../../src/domain/category-names.ts'
import { refusalOf, suggestTopics, topicsIn } from '../../src/domain/topic.ts'

/** What a form says of the words in its field, and which topics it takes. */
function read(topics: string) {
  const rest = { cadence: 'daily', hour: '8', timeZone: 'UTC' }
  const { data, error } = wishesFields.safeParse({ ...rest, topics })
  return data?.topics ?? error?.issues[0]?.message
}

describe('the words of a field', () => {
  it.each([
    ['cs.CL, cs.LG', ['cs.CL', 'cs.LG']],
    ['cs.cl cs.lg', ['cs.CL', 'cs.LG']],
    ['cs.cl;Q-BIO.nc\nmath.co', ['cs.CL', 'q-bio.NC', 'math.CO']],
    ['machine learning', ['machine learning']],
    ['cs.ai, machine  learning', ['cs.AI', 'machine learning']],
    ['cs.ai machine learning cs.ro', ['cs.AI', 'machine learning', 'cs.RO']],
    [' ,; ', []],
  ])('%j are the topics %j', (text, topics) => expect(topicsIn(text)).toEqual(topics))

  it('lose no letter, whatever they are, and are read alike once they are shown again', () => {
    const word = fc.constantFrom('cs.cl', 'machine', 'learning', ',', ';', ' ', '\n', 'é', '<b>')
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const text = words.join(' ')
        const topics = topicsIn(text)
        const letters = (of: string) => of.replace(/[\s,;]/g, '').toLowerCase()
        expect(letters(topics.join(''))).toBe(letters(text))
        expect(topicsIn(topics.join(', '))).toEqual(topics)
      }),
    )
  })
})

describe('a form', () => {
  it('takes categories in any case, each once', () => {
    expect(read('cs.ai, CS.AI, Cond-Mat.Mes-Hall hep-TH')).toEqual([
      'cond-mat.mes-hall',
      'cs.AI',
      'hep-th',
    ])
    expect(read('')).toEqual([])
  })

  it.each([
    ['machine learning', 'Did you mean cs.LG (Machine Learning)?'],
    ['cs.CL, Machine Learning', '“Machine Learning” is not an arXiv category. Did you mean cs.LG'],
    ['learning', 'Did you mean cs.LG (Machine Learning)'],
    ['cs LG', 'Did you mean cs.LG (Machine Learning)?'],
    ['csLG', 'Did you mean cs.LG (Machine Learning)?'],
    ['robots', 'Did you mean cs.RO (Robotics)?'],
    ['computer vision', 'Did you mean cs.CV (Computer Vision and Pattern Recognition)?'],
    ['AI', 'Did you mean cs.AI (Artificial Intelligence)?'],
    ['nlp', 'Did you mean cs.CL (Computation and Language)?'],
    ['ml', 'Did you mean cs.LG (Machine Learning) or stat.ML (Machine Learning (Statistics))?'],
    ['quantum computing', 'Did you mean '],
    ['cs', '“cs” has 40 categories. Choose some of them, such as cs.LG (Machine Learning).'],
    ['cond-mat', 'has 9 categories'],
    ['cs.XX', '“cs.XX” is not an arXiv category. A topic is a category such as cs.CL.'],
    ['基于', 'A topic is a category such as cs.CL.'],
  ])('refuses %j and says: … %s', (text, message) => expect(read(text)).toContain(message))

  it('tells of each that is wrong, and of very many the first', () => {
    expect(refusalOf(['nlp', 'robots'])).toMatch(/“nlp” .* “robots” /)
    expect(refusalOf(Array.from({ length: 9 }, () => 'nlp'))).toMatch(/6 more are not categories/)
    expect(refusalOf(['x'.repeat(500)]).length).toBeLessThan(150)
  })
})

it('what is suggested is always a category', () => {
  const words = Object.values(CATEGORY_NAMES).flatMap((name) => name.split(' '))
  const text = fc.array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 3 })
  fc.assert(
    fc.property(text, (typed) => {
      for (const topic of suggestTopics(typed.join(' '))) expect(categoryName(topic)).not.toBeNull()
    }),
  )
})

it('every category of arXiv is known and spelt as arXiv does', () => {
  expect(Object.keys(CATEGORY_NAMES)).toHaveLength(155)
  for (const category of Object.keys(CATEGORY_NAMES))
    expect(categorySpelling(category.toUpperCase())).toBe(category)
})
