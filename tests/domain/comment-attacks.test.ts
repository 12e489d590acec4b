import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LONGEST_COMMENT } from '../../src/domain/comment.ts'
import { commentHtml } from '../../src/domain/comment-markdown.ts'

const HTML = [
  '<script>alert(1)</script>',
  '<ScRiPt src=//evil.example/x.js></ScRiPt>',
  '<img src=x onerror=alert(1)>',
  '<img src="x" onerror="alert(1)" />',
  '<svg onload=alert(1)>',
  '<svg><animate onbegin=alert(1) attributeName=x></svg>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<a href="javascript:alert(1)">x</a>',
  '<a href=https://ok.example onclick=alert(1)>x</a>',
  '<form action=https://evil.example><input name=q></form>',
  '<button formaction=javascript:alert(1)>x</button>',
  '<math><mtext></mtext><img src=x onerror=alert(1)></math>',
  '<style>*{display:none}</style>',
  '<link rel=stylesheet href=//evil.example>',
  '<meta http-equiv=refresh content="0;url=//evil.example">',
  '<base href=//evil.example>',
  '<object data=javascript:alert(1)>',
  '<embed src=javascript:alert(1)>',
  '<details open ontoggle=alert(1)>',
  '<body onload=alert(1)>',
  '<p style="position:fixed;inset:0">x</p>',
  '<div id=main class=sr-only>x</div>',
  '</article></main><h1>x</h1>',
  '</textarea></title></style></script><img src=x onerror=alert(1)>',
  '<!--<img src="--><img src=x onerror=alert(1)>">',
  '<![CDATA[<img src=x onerror=alert(1)>]]>',
  '<?xml version="1.0"?><x/>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;img src=x onerror=alert(1)&#62;',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<img """><script>alert(1)</script>">',
  '<input autofocus onfocus=alert(1)>',
  '<video><source onerror=alert(1)></video>',
]
const LINKS = [
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](java&#10;script:alert(1))',
  '[x](&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1))',
  '[x](\u0001javascript:alert(1))',
  '[x](javascript&colon;alert(1))',
  '[x](javascript://https://ok.example/%0aalert(1))',
  '[x](vbscript:msgbox(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](data:image/svg+xml;base64,PHN2Zz4=)',
  '[x](file:///etc/passwd)',
  '[x](https://ok.example "onmouseover=alert(1)")',
  '[x](https://ok.example/"onmouseover="alert(1))',
  '[x](<https://ok.example/" onmouseover="alert(1)>)',
  "[x](https://ok.example/' onclick='alert(1))",
  '[x]()',
  '[x](<>) and [y](https://ok.example)',
  '[x][y]\n\n[y]: javascript:alert(1)',
  '[x]: javascript:alert(1)\n\n[x]',
  '<javascript:alert(1)>',
  '<https://ok.example/"onmouseover=alert(1)>',
  'https://ok.example/"onmouseover="alert(1)',
  'https://ok.example/<script>alert(1)</script>',
  '![x](javascript:alert(1))',
  '![x](https://ok.example/a.png"onerror="alert(1))',
  '![<img src=x onerror=alert(1)>](https://ok.example/a.png)',
  '[<img src=x onerror=alert(1)>](https://ok.example)',
  '[![x](https://ok.example/a.png)](https://ok.example)',
  '[a [b](https://ok.example) c](https://ok.example)',
]
const CODE = [
  '```"><img src=x onerror=alert(1)>\nx\n```',
  '```x onmouseover=alert(1)\n</code></pre><img src=x onerror=alert(1)>\n```',
  '`<img src=x onerror=alert(1)>`',
  '    <img src=x onerror=alert(1)>',
  '| <img src=x onerror=alert(1)> | b |\n|---|---|\n| " onclick=alert(1) | 2 |',
  '$\\text{<img src=x onerror=alert(1)>}$',
  '$$\\text{</math><script>alert(1)</script>}$$',
  `$${'x'.repeat(30)}"><img src=x onerror=alert(1)>$`,
  '$\\htmlData{onclick=alert(1)}{x} \\htmlId{main}{x}$',
  '$\\textcolor{"onmouseover="alert(1)}{x}$',
]
const PAYLOADS = [...HTML, ...LINKS, ...CODE]

const ELEMENTS =
  /^(?:a|blockquote|br|code|div|em|hr|li|ol|p|pre|s|span|strong|table|tbody|td|th|thead|tr|ul|math|m(?:row|i|n|o|s|text|space|sup|sub|subsup|frac|sqrt|root|over|under|underover|style|padded|phantom|enclose|table|tr|td|labeledtr|glyph))$/
const LINK = /^ href="https?:\/\/[^"<>\s]*" rel="nofollow ugc noopener"$/i
const ATTRIBUTES =
  /^(?: (?:align="(?:left|center|right)"|tabindex="0"|role="(?:group|math)"|start="\d+"|class="wide-formula"|aria-label="[^"<>]*"|xmlns="http:\/\/www\.w3\.org\/1998\/Math\/MathML"|(?:display|mathvariant|mathcolor|mathbackground|mathsize|stretchy|fence|separator|lspace|rspace|width|height|depth|voffset|notation|scriptlevel|displaystyle|minsize|maxsize|accent|accentunder|linethickness|movablelimits|symmetric|columnalign|columnspacing|rowspacing|columnlines|rowlines|linebreak|largeop|valign|intent|side|class|style)="[^"<>&:()]*"))*$/

/** Every tag that a browser would see is one of those that comments may hold, and in balance. */
function check(text: string) {
  const open: string[] = []
  const rest = commentHtml(text).replace(
    /<(\/?)([a-z]+)((?:\s+[a-z-]+="[^"]*")*)>/gi,
    (tag, slash: string, name: string, attributes: string) => {
      expect(name, tag).toMatch(ELEMENTS)
      if (slash) expect(open.pop(), tag).toBe(name)
      else expect(attributes, tag).toMatch(name === 'a' ? LINK : ATTRIBUTES)
      if (!slash && name !== 'br' && name !== 'hr') open.push(name)
      if (name === 'a' && !slash) expect(open.indexOf('a'), tag).toBe(open.length - 1)
      return ''
    },
  )
  expect(open).toEqual([])
  expect(rest).not.toMatch(/[<>]/)
}

describe('a hostile comment', () => {
  it('has at least sixty forms here', () => expect(PAYLOADS.length).toBeGreaterThanOrEqual(60))

  it.each(PAYLOADS)('becomes no tag, no handler and no address that runs: %j', (payload) => {
    for (const text of [payload, `> ${payload}`, `- *${payload}*`, `a ${payload} b\n${payload}`])
      check(text)
  })

  it('stays harmless, whatever its pieces are', () => {
    const marks = fc.constantFrom(...'[]()<>*_~`|$"\'!#&:=-\n \\'.split(''))
    const piece = fc.oneof(
      fc.constantFrom(...PAYLOADS),
      marks,
      marks,
      fc.string({ unit: 'binary' }),
    )
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), (pieces) =>
        check(pieces.join('')),
      ),
      { numRuns: 1_000 },
    )
  })
})

describe('a bomb', () => {
  const full = (unit: string) =>
    unit.repeat(LONGEST_COMMENT / unit.length + 1).slice(0, LONGEST_COMMENT)
  const halves = (open: string, close: string) =>
    full(open).slice(0, LONGEST_COMMENT / 2) + full(close).slice(0, LONGEST_COMMENT / 2)

  // Half a minute and more in a parser that looks back; far below a second in ours.
  it.each([
    ...['[', '![', '[a](', '[[a]', '](', '*', '*a ', '**a ', '*a **a ', '_a ', 'a*_', '*(', '[*'],
    ...['`', '` ', '$', '$a ', '$$a ', '$$a\n', '$x$ ', '\\(', '<', '<a ', '<!--', '&', '&#'],
    ...['|', '|a', 'a|b\n', '>', '> ', '- ', '* - + ', '1. ', '1) a\n', '- - a\n', '> - ', '> a\n'],
    ...['~', '~~a ', '#', '# a\n', 'a\n=\n', 'a\n-\n', '---\n', 'http://', 'http://a.b/(', '@a.b'],
    ...[
      '\\',
      '```\n',
      '~~~\n',
      'a\n\n',
      '    a\n',
      '"',
      '(',
      '*[a](b)',
      '[a](b)',
      '[a]: ',
      '\u0301',
    ],
  ])('of nothing but %j is read within seconds', (unit) => {
    const start = performance.now()
    check(full(unit))
    expect(performance.now() - start).toBeLessThan(3_000)
  })

  it.each([
    ['brackets', halves('[', ']')],
    ['links', halves('[', '](a)')],
    ['images', halves('![', '](a)')],
    ['emphasis', halves('*a_', '_a*')],
    ['quotes', halves('> ', 'a')],
    ['lists', halves('- ', ' a')],
    ['code', Array.from({ length: 140 }, (_, ticks) => `${'`'.repeat(ticks)}a`).join('')],
    ['cells', `${'|a'.repeat(1_600)}\n${'|-'.repeat(1_600)}\n${'a\n'.repeat(1_800)}`],
    ['rows', `${'|a'.repeat(30)}\n${'|-'.repeat(30)}\n${'a\n'.repeat(4_900)}`],
    ['formulas', `$${'x^{2}'.repeat(390)}$ `.repeat(5)],
  ])('of %s is read within seconds and stays small', (_name, text) => {
    const start = performance.now()
    check(text)
    expect(performance.now() - start).toBeLessThan(3_000)
    expect(commentHtml(text).length).toBeLessThanOrEqual(150_000)
  })

  it('loses none of its text', () => {
    const letters = (text: string) => text.replace(/<[^>]*>|[^a-z]/g, '')
    for (const text of ['> '.repeat(3_000), '- '.repeat(3_000), '**a '.repeat(2_000)])
      expect(letters(commentHtml(`${text}end`))).toContain('end')
  })
})
