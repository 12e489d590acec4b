import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseArxivId, readArxivId } from '../../src/domain/arxiv-id.ts'

/** Every spelling that is accepted, of an id with or without its version. */
const SPELLINGS: [string, (id: string) => string][] = [
  ['bare', (id) => id],
  ['between blanks', (id) => `  ${id}\n`],
  ['prefixed', (id) => `arXiv:${id}`],
  ['prefixed in capitals', (id) => `ARXIV:${id}`],
  ['prefixed with a space', (id) => `arXiv: ${id}`],
  ['abs over https', (id) => `https://arxiv.org/abs/${id}`],
  ['abs over http', (id) => `http://arxiv.org/abs/${id}`],
  ['abs without a scheme', (id) => `arxiv.org/abs/${id}`],
  ['abs at www', (id) => `https://www.arxiv.org/abs/${id}`],
  ['abs at export', (id) => `http://export.arxiv.org/abs/${id}`],
  ['abs with a slash at its end', (id) => `https://arxiv.org/abs/${id}/`],
  ['abs with a query', (id) => `https://arxiv.org/abs/${id}?context=cs.CL`],
  ['abs with a fragment', (id) => `https://arxiv.org/abs/${id}#comments`],
  ['abs in capitals', (id) => `HTTPS://ARXIV.ORG/ABS/${id}`],
  ['pdf', (id) => `https://arxiv.org/pdf/${id}`],
  ['pdf with a suffix', (id) => `https://arxiv.org/pdf/${id}.pdf`],
  ['pdf with suffix and page', (id) => `https://arxiv.org/pdf/${id}.pdf#page=3`],
  ['html', (id) => `https://arxiv.org/html/${id}`],
  ['DOI', (id) => `10.48550/arXiv.${id}`],
  ['DOI as an address', (id) => `https://doi.org/10.48550/arXiv.${id}`],
  ['DOI at the old resolver', (id) => `http://dx.doi.org/10.48550/arXiv.${id}`],
  ['DOI in small letters', (id) => `https://doi.org/10.48550/arxiv.${id}`],
  ['Hugging Face', (id) => `https://huggingface.co/papers/${id}`],
  ['alphaXiv', (id) => `https://www.alphaxiv.org/abs/${id}`],
]

const month = fc.integer({ min: 1, max: 12 })
const two = (number: number) => String(number).padStart(2, '0')
const longId = fc
  .tuple(fc.integer({ min: 15, max: 99 }), month, fc.integer({ min: 1, max: 99_999 }))
  .map(([year, mm, n]) => `${two(year)}${two(mm)}.${String(n).padStart(5, '0')}`)
const shortId = fc
  .tuple(fc.integer({ min: 8, max: 14 }), month, fc.integer({ min: 1, max: 9_999 }))
  .map(([year, mm, n]) => `${two(year)}${two(mm)}.${String(n).padStart(4, '0')}`)
const oldId = fc
  .tuple(
    fc.constantFrom('math', 'cs', 'hep-th', 'cond-mat', 'quant-ph', 'q-bio'),
    fc.constantFrom(92, 93, 99, 0, 1, 6),
    month,
    fc.integer({ min: 1, max: 999 }),
  )
  .map(([archive, year, mm, n]) => `${archive}/${two(year)}${two(mm)}${String(n).padStart(3, '0')}`)
const anId = fc.oneof(longId, shortId, oldId)

describe('an arXiv id', () => {
  it.each(SPELLINGS)('is read when it is %s', (_name, spell) => {
    expect(readArxivId(spell('2510.13312'))).toEqual({ id: '2510.13312', version: null })
    expect(readArxivId(spell('2510.13312v2'))).toEqual({ id: '2510.13312', version: 2 })
    expect(readArxivId(spell('math/0611800v1'))).toEqual({ id: 'math/0611800', version: 1 })
  })

  it('has one canonical form in every spelling', () => {
    const version = fc.option(fc.integer({ min: 1, max: 99 }))
    fc.assert(
      fc.property(anId, version, (id, number) => {
        const written = number === null ? id : `${id}v${number}`
        for (const [, spell] of SPELLINGS) {
          expect(readArxivId(spell(written))).toEqual({ id, version: number })
        }
      }),
    )
  })

  it('is its own canonical form', () => {
    fc.assert(
      fc.property(anId, (id) => {
        expect(parseArxivId(id)?.id).toBe(id)
      }),
    )
  })

  it.each([
    ['math.GT/0309136', 'math/0309136'],
    ['arXiv:math.GT/0309136v2', 'math/0309136'],
    ['https://arxiv.org/abs/math.GT/0309136', 'math/0309136'],
    ['physics.acc-ph/0611800', 'physics/0611800'],
    ['cond-mat.mes-hall/9901001', 'cond-mat/9901001'],
    ['Hep-Th/9901001', 'hep-th/9901001'],
  ])('of the old scheme drops its subject: %s is %s', (text, id) => {
    expect(readArxivId(text)?.id).toBe(id)
  })

  it.each([
    ['0704.0001', '0704.0001'],
    ['1412.9999', '1412.9999'],
    ['1501.00001', '1501.00001'],
    ['math/0703999', 'math/0703999'],
    ['hep-th/9108001', 'hep-th/9108001'],
  ])('stands at the border of a scheme: %s', (text, id) => {
    expect(parseArxivId(text)?.id).toBe(id)
  })
})

describe('no arXiv id', () => {
  it.each([
    ['month 13', '2513.13312'],
    ['month 0', '2500.13312'],
    ['four digits after 2014', '2510.1331'],
    ['five digits before 2015', '1412.13312'],
    ['six digits', '2510.133120'],
    ['a new id before April 2007', '0703.0001'],
    ['an old id after March 2007', 'math/0704001'],
    ['an old id of month 13', 'math/0613001'],
    ['an old id of eight digits', 'math/06118001'],
    ['version 0', '2510.13312v0'],
    ['a version with a leading zero', '2510.13312v01'],
    ['a version without a number', '2510.13312v'],
    ['a number zero', '2510.00000'],
    ['another DOI', 'https://doi.org/10.1000/2510.13312'],
    ['another host', 'https://arxiv.org.example.com/abs/2510.13312'],
    ['another host with the path', 'https://example.com/arxiv.org/abs/2510.13312'],
    ['a listing page', 'https://arxiv.org/list/cs.CL/recent'],
    ['two ids', '2510.13312 2510.13313'],
    ['a path upwards', '../2510.13312'],
    ['full-width digits', '２５１０.13312'],
    ['a NUL', '2510.13312\0'],
    ['an injection', "2510.13312'; drop table papers; --"],
    ['markup', '<b>2510.13312</b>'],
    ['nothing', ''],
  ])('is in %s', (_name, text) => {
    expect(readArxivId(text)).toBeNull()
  })

  it('is in random text, which is answered at once', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400, unit: 'binary' }), (text) => {
        const found = readArxivId(text)
        if (found) expect(parseArxivId(found.id)).toEqual({ id: found.id, version: null })
      }),
    )
    const start = performance.now()
    expect(readArxivId('a-'.repeat(100_000))).toBeNull()
    expect(parseArxivId(`${'a-'.repeat(100_000)}/`)).toBeNull()
    expect(performance.now() - start).toBeLessThan(500)
  })
})
