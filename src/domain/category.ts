/** arXiv's categories: how they are spelt and what they are called. */
import { CATEGORY_NAMES } from './category-names.ts'

/** What a category is called, or null where arXiv has none of that spelling. */
export function categoryName(category: string): string | null {
  return Object.hasOwn(CATEGORY_NAMES, category) ? (CATEGORY_NAMES[category] ?? null) : null
}

/** arXiv's spelling of a category that it has, asked for in any case; null for any other. */
export function findCategory(text: string): string | null {
  const spelt = categorySpelling(text.trim())
  return spelt !== null && categoryName(spelt) !== null ? spelt : null
}

/**
 * arXiv's spelling of a category asked for in any case: subjects of two letters are upper-case
 * (`cs.CL`), longer ones lower-case (`cond-mat.mes-hall`). null for what cannot be a category.
 */
export function categorySpelling(text: string): string | null {
  const match = /^([a-z]+(?:-[a-z]+)*)(?:\.([a-z]+(?:-[a-z]+)*))?$/i.exec(text)
  if (!match || text.length > 40) return null
  const [, archive = '', subject] = match
  if (!subject) return archive.toLowerCase()
  const spelt = subject.length === 2 ? subject.toUpperCase() : subject.toLowerCase()
  return `${archive.toLowerCase()}.${spelt}`
}
