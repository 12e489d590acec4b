import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mathmlOf, plainTextOf, segmentsOf } from '../../src/domain/latex.ts'

const formulasIn = (text: string) =>
  segmentsOf(text).flatMap((segment) => (segment.kind === 'math' ? [segment.source] : []))
const textIn = (text: string) =>
  segmentsOf(text)
    .map((segment) => (segment.kind === 'text' ? segment.text : segment.source))
    .join('')

describe('dollars in prose', () => {
  it.each([
    'It costs $5 and $6.',
    'It costs $5.',
    'Between $100 and $200 per month',
    'from $1M to $20M',
    'US$ 5 and US$ 6',
    'an unclosed $x stays',
    'a lonely $',
    '$$',
    '$ $',
    'a $ b $ c',
    'no dollars at all',
    'save $5, then $ 6 and $7',
  ])('stay: %s', (text) => {
    expect(formulasIn(text)).toEqual([])
    expect(textIn(text)).toBe(text)
    expect(plainTextOf(text)).toBe(text)
  })

  it('that are escaped lose only the backslash', () => {
    expect(plainTextOf('It costs \\$5 and \\$6.')).toBe('It costs $5 and $6.')
  })

  it('around what KaTeX does not take stay as they are', () => {
    for (const text of ['$\\nosuchcommand{x}$', '$x^{$', '$\\frac{1}$', '$a_b_c$']) {
      expect(formulasIn(text)).toEqual([])
      expect(textIn(text)).toBe(text)
    }
  })
})

describe('a formula', () => {
  it.each([
    ['a $x^2$ b', ['x^2']],
    ['$$E=mc^2$$', ['E=mc^2']],
    ['\\(a+b\\) and \\[c\\]', ['a+b', 'c']],
    ['$\\alpha$-Divergence for $\\beta$', ['\\alpha', '\\beta']],
    ['runs in $O(n \\log n)$ time', ['O(n \\log n)']],
    ['$\\sim$83% and $>$90%', ['\\sim', '>']],
    ['$ \\tau^2 $-Bench', ['\\tau^2']],
    ['$n$, then $5 more', ['n']],
  ])('is found in %s', (text, sources) => expect(formulasIn(text)).toEqual(sources))

  it('becomes MathML without a copy of its source', () => {
    expect(mathmlOf('x^2')).toBe(
      '<math xmlns="http://www.w3.org/1998/Math/MathML"><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>',
    )
  })

  it('leaves the words around it alone', () => {
    const kinds = segmentsOf('We prove $x<y$ here').map((segment) =>
      segment.kind === 'text' ? segment.text : segment.kind,
    )
    expect(kinds).toEqual(['We prove ', 'math', ' here'])
  })
})

describe('plain text', () => {
  it.each([
    ['$\\tau^2$-Bench', 'τ²-Bench'],
    ['H$_2$O', 'H₂O'],
    ['$\\alpha$-Divergence', 'α-Divergence'],
    ['$O(n^2)$ attention', 'O(n²) attention'],
    ['$p < 0.05$', 'p<0.05'],
    ['$x_i$', 'x_i'],
    ['a $360^\\circ$ view', 'a 360° view'],
    ['$360^{\\circ}$', '360°'],
    ['at 20$^\\circ$C', 'at 20°C'],
    ["$x'$ and $f''(x)$", 'x′ and f′′(x)'],
    ['$\\theta^{\\prime}$', 'θ′'],
    ['$x^*$ and $A^\\top$ and $U^\\dagger$', 'x* and Aᵀ and U†'],
    ['$a^b$', 'a^b'],
    ['in $O(n \\log n)$ time', 'in O(n log n) time'],
    ['$\\log n$ and $\\max(a, b)$', 'log n and max(a,b)'],
    ['\\textbf{Bold} and \\emph{slanted}', 'Bold and slanted'],
    ['100\\% of R\\&D', '100% of R&D'],
    ["``quoted'' words", '“quoted” words'],
    ['pages 1--5, well---known', 'pages 1–5, well—known'],
    ['see \\href{https://example.com}{the site}', 'see the site'],
    ['at \\url{https://example.com/a}', 'at https://example.com/a'],
    ['M\\unicode{xfc}ller', 'Müller'],
  ])('of %s is %s', (text, plain) => expect(plainTextOf(text)).toBe(plain))

  it('of a deep formula is its TeX, and never markup', () => {
    expect(plainTextOf('$\\frac{1}{n}$')).toContain('frac')
    fc.assert(
      fc.property(fc.constantFrom('x^2', 'a<b', '\\frac{a}{b}', '\\sqrt{x}', 'x_{i_j}'), (tex) => {
        expect(plainTextOf(`so $${tex}$ is`)).not.toMatch(/<\/?m/)
      }),
    )
  })

  it('of any text is one line, and never throws', () => {
    const word = fc.oneof(
      fc.constantFrom('$', '\\', '{', '}', '\\(', '\\)', '$$', '^', '_', ' ', '&', '%', '~', '<'),
      fc.constantFrom('\\frac', '\\text', '\\textbf{', '\\href{', '\\unicode{x41}', '\\begin{a}'),
      fc.string({ maxLength: 5 }),
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (words) => {
        const plain = plainTextOf(words.join(''))
        expect(plain).toBe(plain.trim())
        expect(plain).not.toMatch(/[\n\r\t]| {2}/)
      }),
      { numRuns: 500 },
    )
  })
})
