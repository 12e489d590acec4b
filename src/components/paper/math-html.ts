/** Text as HTML in which formulas are typeset, safe whatever the text holds. */
import { escapeText } from 'entities/escape'
import { LRUCache } from 'lru-cache'
import { formulaHtml, isWide } from '@/domain/formula-html'
import { plainTextOf, segmentsOf } from '@/domain/latex'

/** Characters of titles and abstracts kept, since the same are shown again and again. */
const KEPT_CHARACTERS = 16_000_000
const remember = (isTitle: boolean) =>
  new LRUCache<string, string>({
    maxSize: KEPT_CHARACTERS / 2,
    sizeCalculation: (html, text) => html.length + text.length + 1,
    memoMethod: (text) => typeset(text, isTitle),
  })
const titles = remember(true)
const texts = remember(false)

/**
 * All text is escaped; formulas are KaTeX's own MathML, written with links and ids switched off
 * (domain/latex.ts). A formula too wide for a narrow page scrolls by itself; in a title, where
 * nothing can be scrolled, it is written as plain text.
 */
export function mathHtml(text: string, { isTitle = false } = {}): string {
  return (isTitle ? titles : texts).memo(text)
}

function typeset(text: string, isTitle: boolean): string {
  return segmentsOf(text)
    .map((segment) => {
      if (segment.kind === 'text') return escapeText(segment.text)
      if (isTitle && isWide(segment.mathml)) return escapeText(plainTextOf(`$${segment.source}$`))
      return formulaHtml(segment.source, segment.mathml)
    })
    .join('')
}
