/** Makes text from outside fit to store and show: one line, NFC, nothing invisible or reordering. */

const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it removes
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]|\p{Surrogate}/gu
const WHITE_SPACE = /[\s\u0085]+/g

const ATTRIBUTES = String.raw`(?:\s[a-z-]+ ?= ?(?:"[^"]*"|'[^']*'|[^\s"'<>]+))`
const ELEMENTS =
  'a|abbr|b|blockquote|br|center|code|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|small|span|strong|sub|sup|table|td|th|tr|tt|u|ul'
const MARKED_TAG = new RegExp(`<(?:${ELEMENTS})${ATTRIBUTES}+\\s?/?>`, 'gi')
const BARE_TAG = new RegExp(`<(/?)(${ELEMENTS})\\s?/?>`, 'gi')
const STANDS_ALONE = /^(?:br|hr)$/i

/**
 * Collapses white space and line breaks to single spaces, and removes control, zero-width and
 * bidirectional control characters and lone surrogates. TeX, `<` and `&` stay as they are.
 */
export function cleanText(text: string): string {
  return text.replace(INVISIBLE, '').replace(WHITE_SPACE, ' ').trim().normalize('NFC')
}

/**
 * Cleans, and removes HTML tags. `p<0.05`, `$a<b$`, `$x<b>y$` and `<think>` are not HTML: a tag
 * without attributes only counts if its other half is there too.
 */
export function cleanHtml(text: string): string {
  const clean = cleanText(text)
  if (!clean.includes('<')) return clean
  const opened = new Set(Array.from(clean.matchAll(MARKED_TAG), ([tag]) => nameOf(tag)))
  const bare = new Set(Array.from(clean.matchAll(BARE_TAG), ([, slash, name]) => `${slash}${name}`))
  const hasPartner = (slash: string, name: string) =>
    STANDS_ALONE.test(name) ||
    bare.has(slash ? name : `/${name}`) ||
    (slash !== '' && opened.has(name))
  return cleanText(
    clean
      .replace(MARKED_TAG, '')
      .replace(BARE_TAG, (tag, slash: string, name: string) =>
        hasPartner(slash, name) ? (STANDS_ALONE.test(name) ? ' ' : '') : tag,
      ),
  )
}

function nameOf(tag: string): string {
  return /^<([a-z0-9]+)/i.exec(tag)?.[1] ?? ''
}
