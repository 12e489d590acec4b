/** Formulas in Markdown: `$…$` and `$$…$$`, set as MathML that is safe as it is. */
import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it'
import { formulaHtml } from './formula-html.ts'
import { mathmlOf } from './latex.ts'

/** Each one costs time; any further ones are shown as typed. */
const MOST_FORMULAS = 300
const MOST_LINES = 40
/**
 * `$…$` follows pandoc: no space inside the dollars and no digit after the last, so that "costs $5
 * and $6" stays prose. A backtick opens code.
 */
const INLINE = /\$\$([^$`]+)\$\$|\$(?![\s$])((?:\\[^`]|[^\\$`])+)(?<!\s)\$(?![\d$])/y

/** Teaches a parser to read formulas. What KaTeX cannot read is treated as ordinary text. */
export function readFormulas(markdown: MarkdownIt): void {
  const breaks = ['paragraph', 'blockquote', 'list']
  markdown.inline.ruler.after('escape', 'formula', inlineRule)
  markdown.block.ruler.before('fence', 'formulas', blockRule, { alt: breaks })
  markdown.renderer.rules.formula = (tokens, at) => tokens[at]?.content ?? ''
}

function inlineRule(state: StateInline, isSilent: boolean): boolean {
  if (!state.src.startsWith('$', state.pos)) return false
  INLINE.lastIndex = state.pos
  const [all, displayed, inline] = INLINE.exec(state.src) ?? []
  if (all === undefined) return false
  const html = setFormula(displayed ?? inline ?? '', displayed !== undefined, state.env)
  if (html === null) return false
  if (!isSilent) state.push('formula', '', 0).content = html
  state.pos += all.length
  return true
}

/** A block from a line that begins with two dollars to one that ends with them. */
function blockRule(state: StateBlock, first: number, end: number, isSilent: boolean): boolean {
  const line = (at: number) => state.getLines(at, at + 1, state.blkIndent, false).trim()
  if (!line(first).startsWith('$$')) return false
  const most = Math.min(end, first + MOST_LINES)
  let last = first
  while (last < most && !(line(last).endsWith('$$') && (last > first || line(last).length > 4)))
    last++
  if (last === most) return false
  const all = state.getLines(first, last + 1, state.blkIndent, false).trim()
  const html = setFormula(all.slice(2, -2), true, state.env)
  if (html === null) return false
  if (!isSilent) {
    state.push('paragraph_open', 'p', 1)
    state.push('formula', '', 0).content = html
    state.push('paragraph_close', 'p', -1)
    state.line = last + 1
  }
  return true
}

/** The parser tries the same place several times, so formulas are kept as long as it reads a text. */
function setFormula(source: string, isDisplayed: boolean, env: StateInline['env']) {
  env.formulas ??= new Map<string, string | null>()
  const formulas = env.formulas as Map<string, string | null>
  const key = `${isDisplayed} ${source}`
  if (!formulas.has(key) && formulas.size < MOST_FORMULAS) {
    const mathml = mathmlOf(source, { isDisplayed })
    formulas.set(key, mathml && formulaHtml(source, mathml))
  }
  return formulas.get(key) ?? null
}
