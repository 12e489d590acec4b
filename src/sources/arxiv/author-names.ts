/** Splits arXiv's author line into names as arXiv itself does: at commas and "and", without affiliations. */
import { cleanText } from '../clean-text.ts'
import { texToUnicode } from './tex-accents.ts'

const BETWEEN_NAMES = /[,;:]|(?<![^\s,;:])and(?=\s)/
const GENERATION = /^(?:jr|sr)\.?$|^(?:ii|iii|iv)$/i
const NOT_A_NAME = /^(?:et al\.?|and)$/i
const BEFORE_A_TEAM = /^(?:for|on behalf of) (?:the )?(?=\S)/i

/** `A. Baldi (1), W. Forman (2) and Erd\H{o}s, Jr` gives three names. */
export function splitAuthors(text: string): string[] {
  const names: string[] = []
  for (const part of withoutAffiliations(texToUnicode(text)).split(BETWEEN_NAMES)) {
    const name = cleanText(part).replace(BEFORE_A_TEAM, '')
    const previous = names.at(-1)
    if (GENERATION.test(name) && previous) names[names.length - 1] = `${previous} ${name}`
    else if (name && !NOT_A_NAME.test(name)) names.push(name)
  }
  return names
}

/** Removes parentheses with their contents; one without a partner is removed by itself. */
function withoutAffiliations(text: string): string {
  const kept: string[] = []
  const open: number[] = []
  for (const letter of text) {
    const start = letter === ')' ? open.pop() : undefined
    if (letter === '(') open.push(kept.length)
    if (start === undefined) kept.push(letter)
    else kept.length = start
  }
  return kept.join('').replace(/[()]/g, ' ')
}
