/** Names as they appear in addresses: lower-case Latin letters, digits and hyphens. */
import slugify from '@sindresorhus/slugify'

const LONGEST = 80
/** Addresses under /papers that are not a paper's. */
const PAGES = new Set(['date', 'month', 'trending', 'week'])

/**
 * The slug of a name or title, never empty. Words without a Latin transliteration are written as
 * their code points (`u-674e-5f3a`), and the slug of a long text ends in a hash, so that different
 * texts stay different.
 */
export function slugOf(text: string): string {
  const words = text
    .trim()
    .split(/\s+/)
    .map((word) => latinOf(word) || pointsOf(word))
  const slug = words.filter(Boolean).join('-') || 'unnamed'
  if (slug.length <= LONGEST) return slug
  return `${slug.slice(0, LONGEST - 9).replace(/-+$/, '')}-${fingerprint(text)}`
}

/** The address of a paper without an arXiv id: title and year, the same whatever the source. */
export function paperSlug(title: string, publishedAt: string | null): string {
  const year = publishedAt?.slice(0, 4)
  const slug = year ? `${slugOf(title)}-${year}` : slugOf(title)
  return PAGES.has(slug) ? `${slug}-paper` : slug
}

function latinOf(word: string): string {
  return slugify(word, { decamelize: false })
}

/** Letters of other scripts as numbers; punctuation is dropped. */
function pointsOf(word: string): string {
  const points = Array.from(word.replace(/[^\p{L}\p{N}]/gu, ''), (letter) =>
    letter.codePointAt(0)?.toString(16),
  )
  return points.length > 0 ? `u-${points.join('-')}` : ''
}

/** FNV-1a in 32 bits, as eight hexadecimal digits (http://www.isthe.com/chongo/tech/comp/fnv/). */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
