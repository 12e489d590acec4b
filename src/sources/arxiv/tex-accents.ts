/** Turns TeX accents in names into letters: `Erd\H{o}s` becomes Erdős. */

const MARKS: Record<string, string> = {
  '`': '\u0300',
  "'": '\u0301',
  '^': '\u0302',
  '~': '\u0303',
  '=': '\u0304',
  u: '\u0306',
  '.': '\u0307',
  '"': '\u0308',
  r: '\u030a',
  H: '\u030b',
  v: '\u030c',
  d: '\u0323',
  c: '\u0327',
  k: '\u0328',
  b: '\u0331',
}
const LETTERS: Record<string, string> = {
  ss: 'ß',
  o: 'ø',
  O: 'Ø',
  l: 'ł',
  L: 'Ł',
  aa: 'å',
  AA: 'Å',
  ae: 'æ',
  AE: 'Æ',
  oe: 'œ',
  OE: 'Œ',
  dh: 'ð',
  DH: 'Ð',
  th: 'þ',
  TH: 'Þ',
  dj: 'đ',
  DJ: 'Đ',
  ng: 'ŋ',
  NG: 'Ŋ',
  i: 'ı',
  j: 'ȷ',
}
const DOTLESS: Record<string, string> = { '\\i': 'i', '\\j': 'j', ı: 'i', ȷ: 'j' }

const BASE = String.raw`(\\[ij](?![A-Za-z])\s?|[A-Za-z])`
/** `\'e`, `\' e`, `\'{e}`, `\'{\i}`, `\'\i`. */
const PUNCTUATION_ACCENT = new RegExp(
  String.raw`\\([\`'^"~=.])\s?(?:\{\s?${BASE}\s?\}|${BASE})`,
  'g',
)
/** `\v{c}`, `\v c`; `\vc` would be another command. */
const LETTER_ACCENT = new RegExp(
  String.raw`\\([uvHckrdb])(?:\s?\{\s?${BASE}\s?\}|\s${BASE}|(?=\\)${BASE})`,
  'g',
)
const LETTER = /\\(ss|aa|AA|ae|AE|oe|OE|dh|DH|th|TH|dj|DJ|ng|NG|[oOlLij])(?:\{\}|(?![A-Za-z])\s?)/g

/** The text with accented letters (NFC) and without TeX's braces, ties and escapes. */
export function texToUnicode(text: string): string {
  if (!/[\\{}~]/.test(text)) return text
  return text
    .replace(PUNCTUATION_ACCENT, accented)
    .replace(LETTER_ACCENT, accented)
    .replace(LETTER, (whole, name: string) => LETTERS[name] ?? whole)
    .replace(/(?<!\\)[{}]/g, '')
    .replace(/\\([&%#_$ ])/g, '$1')
    .replace(/~/g, ' ')
    .normalize('NFC')
}

function accented(whole: string, accent: string, ...bases: unknown[]): string {
  const base = bases.slice(0, 3).find((found) => typeof found === 'string') as string | undefined
  const mark = MARKS[accent]
  if (!base || !mark) return whole
  const letter = DOTLESS[base.trim()] ?? base
  // Turkish names are often typed with `\.i`, though the letter has its dot already.
  return accent === '.' && letter === 'i' ? 'i' : letter + mark
}
