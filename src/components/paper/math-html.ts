/** Text as HTML in which formulas are typeset, safe whatever the text holds. */
import { escapeText } from 'entities/escape'
import { LRUCache } from 'lru-cache'
import { formulaHtml, isWide } from '@/domain/formula-html'
import { plainTextOf, segmentsOf } from '@/domain/latex'

/** Characters of titles and abstracts kept, since the same are shown again and again. */
const KEPT_CHARACTERS = 16_000_000
const remembered = new LRUCache<string, string>({
  maxSize: KEPT_CHARACTERS,
  sizeCalculation: (html, key) => html.length + key.length,
})

/**
 * All text is escaped; formulas are KaTeX's own MathML, written with links and ids switched off
 * (domain/latex.ts). A formula too wide for a narrow page scrolls by itself; in a title, where
 * nothing can be scrolled, it is written as plain text.
 */
export function mathHtml(text: string, { isTitle = false } = {}): string {
  const key = `${isTitle ? 'title' : 'text'} ${text}`
  const known = remembered.get(key)
  if (known !== undefined) return known
  const html = typeset(text, isTitle)
  remembered.set(key, html)
  return html
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
