/** Names as they stand in addresses: lower-case Latin letters, digits and hyphens. */
import slugify from '@sindresorhus/slugify'

const LONGEST = 80

/**
 * The slug of a name or title, never empty: letters without a Latin transliteration are spelt as
 * their code points (`u-674e-5f3a`), so different names stay different.
 */
export function slugOf(text: string): string {
  const slug = slugify(text, { decamelize: false }).slice(0, LONGEST).replace(/-+$/, '')
  if (slug) return slug
  const points = Array.from(text.trim(), (letter) => letter.codePointAt(0)?.toString(16))
  return `u-${points.join('-')}`.slice(0, LONGEST)
}

/** The address of a paper without an arXiv id: its title and year, the same from every source. */
export function paperSlug(title: string, publishedAt: string | null): string {
  const year = publishedAt?.slice(0, 4)
  return year ? `${slugOf(title)}-${year}` : slugOf(title)
}
