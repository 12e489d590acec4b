/** Text in which formulas are typeset, on the server and without a script. */
import { plainTextOf, segmentsOf } from '@/domain/latex'

/** Longer formulas can be wider than a narrow page. */
const WIDE = 24

/**
 * A formula too wide for a narrow page scrolls by itself; in a title, where nothing can be scrolled,
 * it is written as plain text.
 */
export function MathText({ text, isTitle = false }: { text: string; isTitle?: boolean }) {
  return segmentsOf(text).map((segment, index) => {
    if (segment.kind === 'text') return segment.text
    const isWide = segment.mathml.replace(/<[^>]+>/g, '').length > WIDE
    if (isWide && isTitle) return plainTextOf(`$${segment.source}$`)
    // KaTeX wrote this with links and ids switched off (domain/latex.ts).
    const html = { __html: segment.mathml }
    return isWide ? (
      <span
        // biome-ignore lint/suspicious/noArrayIndexKey: the text never reorders
        key={index}
        className="wide-formula"
        role="math"
        aria-label={segment.source}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable
        tabIndex={0}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: MathML of KaTeX, not of the paper
        dangerouslySetInnerHTML={html}
      />
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the text never reorders
      // biome-ignore lint/security/noDangerouslySetInnerHtml: MathML of KaTeX, not of the paper
      <span key={index} dangerouslySetInnerHTML={html} />
    )
  })
}
