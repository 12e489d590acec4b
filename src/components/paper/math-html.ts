/** Text as HTML in which formulas are typeset, safe whatever the text holds. */
import { escapeText, escapeUTF8 } from 'entities/escape'
import { plainTextOf, segmentsOf } from '@/domain/latex'

/** Longer formulas can be wider than a narrow page. */
const WIDE = 24

/**
 * All text is escaped; formulas are KaTeX's own MathML, written with links and ids switched off
 * (domain/latex.ts). A formula too wide for a narrow page scrolls by itself; in a title, where
 * nothing can be scrolled, it is written as plain text.
 */
export function mathHtml(text: string, { isTitle = false } = {}): string {
  return segmentsOf(text)
    .map((segment) => {
      if (segment.kind === 'text') return escapeText(segment.text)
      const isWide = segment.mathml.replace(/<[^>]+>/g, '').length > WIDE
      if (!isWide) return segment.mathml
      if (isTitle) return escapeText(plainTextOf(`$${segment.source}$`))
      const label = escapeUTF8(segment.source)
      return `<span class="wide-formula" role="math" aria-label="${label}" tabindex="0">${segment.mathml}</span>`
    })
    .join('')
}
