/** Text that may contain TeX, split into plain text and formulas set as MathML. */
import katex from 'katex'

export type Segment =
  | { kind: 'text'; text: string }
  | { kind: 'math'; source: string; mathml: string }

/** Longer formulas are shown as their source. */
const LONGEST_FORMULA = 2_000
/** Deeper nesting is refused before it reaches KaTeX. */
const DEEPEST = 60
/**
 * `$…$` follows pandoc: no space inside the dollars and no digit after the last, so that
 * "costs $5 and $6" stays prose; a lone command or sign ("$\sim$83%") may stand before a digit.
 */
const FORMULA =
  /\$\$([^$]+)\$\$|\\\(([\s\S]+?)\\\)|\\\[([\s\S]+?)\\\]|\$(\\[a-zA-Z]+|[+<>=±×~])\$|\$\s([^$]*\\[^$]*?)\s\$|(?<![\\$])\$(?!\s)((?:\\\$|[^$])+?)(?<![\s\\])\$(?![\d$])/g

/** Splits a title or abstract at its formulas. What does not parse as math stays text. */
export function segmentsOf(text: string): Segment[] {
  if (!/[$\\]/.test(text)) return [{ kind: 'text', text: proseOf(text) }]
  const segments: Segment[] = []
  let end = 0
  for (const match of text.matchAll(FORMULA)) {
    const source = match[1] ?? match[2] ?? match[3] ?? match[4] ?? match[5] ?? match[6] ?? ''
    const mathml = mathmlOf(source, { isDisplayed: (match[1] ?? match[3]) !== undefined })
    if (mathml === null) continue
    pushText(segments, text.slice(end, match.index))
    segments.push({ kind: 'math', source, mathml })
    end = match.index + match[0].length
  }
  pushText(segments, text.slice(end))
  return segments
}

/** The text as one line of readable Unicode, for window titles, feeds and mails. */
export function plainTextOf(text: string): string {
  return segmentsOf(text)
    .map((segment) =>
      segment.kind === 'text' ? segment.text : readableOf(segment.mathml, segment.source),
    )
    .join('')
    .replace(/\s+/g, ' ')
    .trim()
}

/** A formula as MathML, or null if KaTeX cannot read it. Never contains links, images or ids. */
export function mathmlOf(source: string, { isDisplayed = false } = {}): string | null {
  if (source.length > LONGEST_FORMULA || depthOf(source) > DEEPEST) return null
  if (
    /\\(?:def|edef|gdef|xdef|let|futurelet|newcommand|renewcommand|providecommand|global|long)\b/.test(
      source,
    )
  ) {
    return null
  }
  try {
    const html = katex.renderToString(source, {
      output: 'mathml',
      displayMode: isDisplayed,
      trust: false,
      strict: 'ignore',
      throwOnError: true,
      maxSize: 10,
      maxExpand: 200,
      macros: {},
    })
    return /<mstyle mathcolor="#cc0000">/.test(html) ? null : bareMathml(html)
  } catch {
    return null
  }
}

/** Strips KaTeX's wrapper and the copy of the source inside it. */
function bareMathml(html: string): string {
  return html
    .replace(/^(?:<span class="katex(?:-display)?">)+/, '')
    .replace(/(?:<\/span>)+$/, '')
    .replace(/<annotation[\s\S]*?<\/annotation>/g, '')
    .replace(/<\/?semantics>/g, '')
    .replace(/ style="[^"]*"/g, '')
}

function pushText(segments: Segment[], text: string) {
  if (text) segments.push({ kind: 'text', text: proseOf(text) })
}

/** TeX markup in prose, turned into what readers expect to see. */
function proseOf(text: string): string {
  if (!/[\\`'~]|--/.test(text)) return text
  return text
    .replace(/\$?\\href\s*\{[^{}]*\}\s*\{([^{}]*)\}\$?/g, '$1')
    .replace(/\$?\\unicode\s*\{x([0-9a-f]{2,5})\}\$?/gi, (_all, code: string) =>
      visible(String.fromCodePoint(Number.parseInt(code, 16))),
    )
    .replace(
      /\\(?:textbf|textit|emph|texttt|textsc|textrm|text|underline|url|mbox)\s*\{([^{}]*)\}/g,
      '$1',
    )
    .replace(/\\([%&#_{}$])/g, '$1')
    .replace(/``|''/g, (quotes) => (quotes === '``' ? '“' : '”'))
    .replace(/(?<=\w)---(?=\w)/g, '—')
    .replace(/(?<=\w)--(?=\w)/g, '–')
    .replace(/(?<=\w)~(?=[\w\\])/g, ' ')
}

/** Keeps control, bidi and other invisible characters from coming back through TeX. */
function visible(letter: string): string {
  return /[\p{Cc}\p{Cs}\p{Cf}]/u.test(letter) ? '' : letter
}

const SCRIPTS: Record<string, [string, string]> = {
  msup: ['⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ', '0123456789+−=()n'],
  msub: ['₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ', '0123456789+−=()n'],
}

/** Raises and lowers digits where Unicode can, and writes other scripts as `a_b`; deeper structure stays TeX. */
function readableOf(mathml: string, source: string): string {
  if (/<m(?:frac|sqrt|root|table|under|over|underover|subsup|multiscripts)\b/.test(mathml))
    return source
  const flat = mathml.replace(
    /<(msup|msub)>(<mi[^>]*>[^<]*<\/mi>|<mn>[^<]*<\/mn>|<mrow>(?:(?!<mrow>|<msu).)*?<\/mrow>)([\s\S]*?)<\/\1>/g,
    (_all, kind: string, base: string, script: string) =>
      textOf(base) + scriptOf(kind, textOf(script)),
  )
  return /<msu[bp]/.test(flat) ? source : textOf(flat)
}

/** Signs that are raised anyway, keyed by what KaTeX makes of them: `360^\circ`, `x'`, `x^*`. */
const RAISED: Record<string, string> = { '∘': '°', '∗': '*', '⋆': '*', '⊤': 'ᵀ' }
const RAISED_SIGN = /^(?:[∘∗⋆⊤]|[′†‡]+)$/

function scriptOf(kind: string, script: string): string {
  if (kind === 'msup' && RAISED_SIGN.test(script)) return RAISED[script] ?? script
  const [to = '', from = ''] = SCRIPTS[kind] ?? []
  const letters = Array.from(script, (letter) => Array.from(to)[Array.from(from).indexOf(letter)])
  if (letters.every((letter) => letter !== undefined)) return letters.join('')
  const mark = kind === 'msup' ? '^' : '_'
  return Array.from(script).length > 1 ? `${mark}(${script})` : mark + script
}

/** `n \log n` gets spaces around the name, but none before a bracket. */
const APPLIED = /<mi>(\p{L}{2,})<\/mi><mo>\u2061<\/mo>(<mo[^>]*>[([])?/gu

function textOf(mathml: string): string {
  return mathml
    .replace(APPLIED, (_all, name: string, bracket = ' ') => ` ${name}${bracket}`)
    .replace(/<[^>]+>/g, '')
    .replace(/([([]) /g, '$1')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#x27;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/[\u2061-\u2064]/g, '')
    .replace(/\u00a0/g, ' ')
}

function depthOf(source: string): number {
  let depth = 0
  let deepest = 0
  for (const letter of source) {
    if (letter === '{') deepest = Math.max(deepest, ++depth)
    if (letter === '}') depth--
  }
  return deepest
}
