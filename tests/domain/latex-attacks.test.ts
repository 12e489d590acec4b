import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainTextOf, segmentsOf } from '../../src/domain/latex.ts'

const LINKS = [
  '\\href{javascript:alert(1)}{x}',
  '\\href{data:text/html,<script>alert(1)</script>}{x}',
  '\\href{https://example.com}{x}',
  '\\url{javascript:alert(1)}',
  '\\includegraphics{https://example.com/x.png}',
  '\\includegraphics[alt=x,onerror=alert(1)]{x}',
  '\\htmlData{onclick=alert(1)}{x}',
  '\\htmlClass{evil}{x}',
  '\\htmlId{evil}{x}',
  '\\htmlStyle{background:url(javascript:alert(1))}{x}',
]
const MARKUP = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '"><script>alert(1)</script>',
  "'><img src=x onerror=alert(1)>",
  '</math><script>alert(1)</script>',
  '</annotation></semantics></math><img src=x onerror=alert(1)>',
  '<annotation-xml encoding="text/html"><script>alert(1)</script></annotation-xml>',
  '<maction actiontype="statusline" xlink:href="javascript:alert(1)">x</maction>',
  '<!--<img src="--><img src=x onerror=alert(1)>">',
  '<![CDATA[<script>alert(1)</script>]]>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
]
const WRAPPED = (inner: string) => [
  inner,
  `\\text{${inner}}`,
  `\\mathrm{${inner}}`,
  `\\textcolor{red}{\\text{${inner}}}`,
]
const COLORS = [
  '\\color{red;background:url(javascript:alert(1))}x',
  '\\textcolor{"onmouseover="alert(1)}{x}',
  '\\colorbox{#fff" onclick="alert(1)}{x}',
  '\\fcolorbox{red}{blue}{x}',
  '\\rule{1em"onclick="alert(1)}{1em}',
  '\\tag{<img src=x onerror=alert(1)>} x',
  '\\label{x" onclick="alert(1)} x',
  '\\operatorname{<script>alert(1)</script>}',
  '\\verb|<script>alert(1)</script>|',
  '\\text{\\href{javascript:alert(1)}{x}}',
]
const PAYLOADS = [...LINKS, ...MARKUP.flatMap(WRAPPED), ...COLORS]

const TAG = /<\/?([a-z]+)((?:\s[^<>]*)?)>/g
const ELEMENTS =
  /^(?:math|m(?:row|i|n|o|s|text|space|sup|sub|subsup|frac|sqrt|root|over|under|underover|style|padded|phantom|enclose|table|tr|td|labeledtr|glyph))$/
const ATTRIBUTES =
  /^(?:\s(?:xmlns="http:\/\/www\.w3\.org\/1998\/Math\/MathML"|(?:display|mathvariant|mathcolor|mathbackground|mathsize|stretchy|fence|separator|lspace|rspace|width|height|depth|voffset|notation|scriptlevel|displaystyle|minsize|maxsize|accent|accentunder|linethickness|movablelimits|symmetric|columnalign|columnspacing|rowspacing|columnlines|rowlines|intent|side|class)="[^"<>&:()]*"|style="border: 0\.04em solid [#a-z0-9]+"))*$/

/** Every tag that a browser would see in what is inserted as markup. */
function checkMarkup(text: string) {
  for (const segment of segmentsOf(text)) {
    if (segment.kind === 'text') continue
    const rest = segment.mathml.replace(TAG, (tag, name: string, attributes: string) => {
      expect(name, tag).toMatch(ELEMENTS)
      expect(attributes, tag).toMatch(ATTRIBUTES)
      return ''
    })
    expect(rest).not.toMatch(/[<>]/)
  }
}

describe('a hostile formula', () => {
  it('has at least sixty forms here', () => expect(PAYLOADS.length).toBeGreaterThanOrEqual(60))

  it.each(PAYLOADS)('becomes no link, no script and no handler: %s', (payload) => {
    for (const text of [`$${payload}$`, `$$${payload}$$`, `\\(${payload}\\)`, `\\[${payload}\\]`]) {
      checkMarkup(text)
      checkMarkup(`before ${text} after`)
    }
  })

  it.each(LINKS)('never keeps an address that could be followed: %s', (payload) => {
    const formulas = segmentsOf(`$${payload}$`).filter((segment) => segment.kind === 'math')
    expect(formulas).toEqual([])
  })

  it('becomes nothing but MathML, whatever its pieces are', () => {
    const piece = fc.oneof(fc.constantFrom(...PAYLOADS), fc.constantFrom('x', '^', '_', '{', '}'))
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (pieces) => {
        checkMarkup(`$${pieces.join(' ')}$`)
      }),
      { numRuns: 300 },
    )
  })
})

describe('a bomb', () => {
  const nested = (open: string, close: string, times: number) =>
    `$${open.repeat(times)}x${close.repeat(times)}$`
  it.each([
    ['recursive \\def', '$\\def\\a{\\a\\a}\\a$'],
    ['doubling \\def', '$\\def\\a{xx}\\def\\b{\\a\\a}\\def\\c{\\b\\b}\\c$'],
    ['\\edef', '$\\edef\\a{\\a\\a}\\a$'],
    ['\\gdef', '$\\gdef\\a#1{\\a{#1#1}}\\a{x}$'],
    ['\\let', '$\\let\\a=\\b \\a$'],
    ['\\newcommand', '$\\newcommand{\\a}{\\a\\a}\\a$'],
    ['ten thousand braces', nested('{', '}', 10_000)],
    ['deep braces', nested('{', '}', 60)],
    ['deep scripts', nested('x^{', '}', 200)],
    ['deep roots', nested('\\sqrt{', '}', 55)],
    ['deep fractions', nested('\\frac{1}{', '}', 55)],
    ['deep \\left', `$${'\\left('.repeat(300)}x${'\\right)'.repeat(300)}$`],
    ['deep environments', `$${'\\begin{matrix}'.repeat(120)}$`],
    ['many columns', `$\\begin{matrix}${'&'.repeat(1900)}\\end{matrix}$`],
    ['a huge rule', '$\\rule{1000000em}{1000000em}$'],
    ['Unicode scripts', `$x${'²'.repeat(1900)}$`],
    ['many formulas', '$x^2$ '.repeat(3_000)],
    ['long formulas', `$${'x^{2}'.repeat(390)}$ `.repeat(10)],
    ['dollars', '$'.repeat(20_000)],
    ['spaced dollars', '$ \\ '.repeat(5_000)],
    ['one dollar and backslashes', `$${' \\'.repeat(10_000)}`],
    ['opened parentheses', '\\('.repeat(10_000)],
    ['opened brackets', '\\['.repeat(10_000)],
    ['opened links', '\\href{'.repeat(3_000)],
    ['escaped dollars', `$a${'\\$'.repeat(9_000)}`],
  ])('of %s takes less than a second', (_name, text) => {
    const start = performance.now()
    segmentsOf(text)
    plainTextOf(text)
    expect(performance.now() - start).toBeLessThan(10_000)
  })

  it('defines nothing for the next formula', () => {
    plainTextOf('$\\gdef\\evil{boom}\\evil$ $\\global\\def\\evil{boom}$')
    expect(segmentsOf('$\\evil$').map(({ kind }) => kind)).toEqual(['text'])
  })
})
