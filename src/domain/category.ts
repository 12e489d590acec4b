/** arXiv's categories: how they are spelt and what they are called. */
import { CATEGORY_NAMES } from './category-names.ts'

/** A category's name, or null if arXiv has none spelt like that. */
export function categoryName(category: string): string | null {
  return Object.hasOwn(CATEGORY_NAMES, category) ? (CATEGORY_NAMES[category] ?? null) : null
}

/** arXiv's spelling of one of its categories, given in upper or lower case; null for anything else. */
export function findCategory(text: string): string | null {
  const spelt = categorySpelling(text.trim())
  return spelt !== null && categoryName(spelt) !== null ? spelt : null
}

/**
 * How arXiv would spell a category given in upper or lower case: subjects of two letters in upper
 * case (`cs.CL`), longer ones in lower case (`cond-mat.mes-hall`). Null for what cannot be one.
 */
export function categorySpelling(text: string): string | null {
  const match = /^([a-z]+(?:-[a-z]+)*)(?:\.([a-z]+(?:-[a-z]+)*))?$/i.exec(text)
  if (!match || text.length > 40) return null
  const [, archive = '', subject] = match
  if (!subject) return archive.toLowerCase()
  const spelt = subject.length === 2 ? subject.toUpperCase() : subject.toLowerCase()
  return `${archive.toLowerCase()}.${spelt}`
}
