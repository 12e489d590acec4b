/** A formula as pages show it: MathML, in a box of its own if it may be too wide. */
import { escapeUTF8 } from 'entities/escape'

/** A formula with more letters than this may be wider than a narrow page. */
const WIDE = 24

/** Whether a formula might not fit on a page 320 px wide. */
export function isWide(mathml: string): boolean {
  return mathml.replace(/<[^>]+>/g, '').length > WIDE
}

/**
 * A formula as HTML, from its TeX and the MathML that domain/latex.ts made of it; a wide one scrolls
 * on its own, by keyboard too.
 */
export function formulaHtml(source: string, mathml: string): string {
  if (!isWide(mathml)) return mathml
  const label = escapeUTF8(source)
  return `<span class="wide-formula" role="math" aria-label="${label}" tabindex="0">${mathml}</span>`
}
