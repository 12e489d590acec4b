/** Text as HTML in which formulas are typeset, safe whatever the text holds. */
import { escapeText } from 'entities/escape'
import { formulaHtml, isWide } from '@/domain/formula-html'
import { plainTextOf, segmentsOf } from '@/domain/latex'

/**
 * All text is escaped; formulas are KaTeX's own MathML, written with links and ids switched off
 * (domain/latex.ts). A formula too wide for a narrow page scrolls by itself; in a title, where
 * nothing can be scrolled, it is written as plain text.
 */
export function mathHtml(text: string, { isTitle = false } = {}): string {
  return segmentsOf(text)
    .map((segment) => {
      if (segment.kind === 'text') return escapeText(segment.text)
      if (isTitle && isWide(segment.mathml)) return escapeText(plainTextOf(`$${segment.source}$`))
      return formulaHtml(segment.source, segment.mathml)
    })
    .join('')
}
