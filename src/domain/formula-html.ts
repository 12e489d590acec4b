/** A formula as it stands in a page: MathML, in a box of its own where it may be too wide. */
import { escapeUTF8 } from 'entities/escape'

/** Letters above which a formula can be wider than a narrow page. */
const WIDE = 24

/** Whether MathML may not fit a page of 320 px. */
export function isWide(mathml: string): boolean {
  return mathml.replace(/<[^>]+>/g, '').length > WIDE
}

/**
 * HTML of a formula, from its TeX and the MathML that domain/latex.ts made of it; a wide one
 * scrolls by itself, also by keyboard.
 */
export function formulaHtml(source: string, mathml: string): string {
  if (!isWide(mathml)) return mathml
  const label = escapeUTF8(source)
  return `<span class="wide-formula" role="math" aria-label="${label}" tabindex="0">${mathml}</span>`
}
