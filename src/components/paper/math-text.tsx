/** Text in which formulas are typeset, on the server and without a script. */
import { segmentsOf } from '@/domain/latex'

export function MathText({ text }: { text: string }) {
  const segments = segmentsOf(text)
  return segments.map((segment, index) =>
    segment.kind === 'text' ? (
      segment.text
    ) : (
      // KaTeX wrote this with links and ids switched off (domain/latex.ts).
      <span
        // biome-ignore lint/suspicious/noArrayIndexKey: the text never reorders
        key={index}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: MathML of KaTeX, not of the paper
        dangerouslySetInnerHTML={{ __html: segment.mathml }}
      />
    ),
  )
}
