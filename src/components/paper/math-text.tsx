/** Text in which formulas are typeset, on the server and without a script. */
import { mathHtml } from './math-html'

export function MathText({ text, isTitle = false }: { text: string; isTitle?: boolean }) {
  if (!/[$\\`'~]|--/.test(text)) return text
  // biome-ignore lint/security/noDangerouslySetInnerHtml: mathHtml escapes all but KaTeX's MathML
  return <span dangerouslySetInnerHTML={{ __html: mathHtml(text, { isTitle }) }} />
}
