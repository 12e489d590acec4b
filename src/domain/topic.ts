/** A digest's topics as people type them: arXiv's categories, or a guess at what was meant. */
import { categoryName, findCategory } from './category.ts'
import { CATEGORY_NAMES } from './category-names.ts'

const CATEGORIES = Object.entries(CATEGORY_NAMES)
const MOST_SUGGESTED = 3
const MOST_TOLD = 3
const LONGEST_TOLD = 40
/** Words count as alike if they share this many first letters: robots, robotics. */
const STEM = 5
const SHORTEST_WORD = 4
/** What people who work in a field call it. */
const FIELDS: Record<string, string[]> = {
  'deep learning': ['cs.LG'],
  'language models': ['cs.CL'],
  llm: ['cs.CL'],
  llms: ['cs.CL'],
  ml: ['cs.LG', 'stat.ML'],
  'natural language processing': ['cs.CL'],
  nlp: ['cs.CL'],
  'reinforcement learning': ['cs.LG'],
  rl: ['cs.LG'],
}

/**
 * The topics in a line of text: categories as arXiv spells them, and anything else as it was typed
 * ("cs.cl, machine learning" gives `cs.CL` and `machine learning`).
 */
export function topicsIn(text: string): string[] {
  return text.split(/[,;\n]/).flatMap((part) => {
    const topics: string[] = []
    let isOpen = false
    for (const word of part.split(/\s+/).filter(Boolean)) {
      const known = findCategory(word)
      if (known === null && isOpen) topics.push(`${topics.pop()} ${word}`)
      else topics.push(known ?? word)
      isOpen = known === null
    }
    return topics
  })
}

/** What to say about topics that aren't categories: "… Did you mean cs.LG (Machine Learning)?" */
export function refusalOf(unknown: string[]): string {
  const told = unknown.slice(0, MOST_TOLD).map(refuse)
  const others = unknown.length - told.length
  return [...told, ...(others > 0 ? [`${others} more are not categories either.`] : [])].join(' ')
}

function refuse(text: string): string {
  const letters = Array.from(text)
  const typed = letters.length > LONGEST_TOLD ? `${letters.slice(0, LONGEST_TOLD).join('')}…` : text
  const archive = text.toLowerCase()
  const parts = CATEGORIES.filter(([category]) => category.startsWith(`${archive}.`))
  const [first] = parts
  if (first && /^[a-z-]+$/.test(archive)) {
    const such = archive === 'cs' ? 'cs.LG' : first[0]
    return `“${typed}” has ${parts.length} categories. Choose some of them, such as ${named(such)}.`
  }
  const meant = suggestTopics(text)
  const [last = '', ...before] = meant.map(named).reverse()
  const list = before.length > 0 ? `${before.reverse().join(', ')} or ${last}` : last
  const hint = list ? `Did you mean ${list}?` : 'A topic is a category such as cs.CL.'
  return `“${typed}” is not an arXiv category. ${hint}`
}

/** The categories somebody may have meant, likeliest first. */
export function suggestTopics(text: string): string[] {
  const typed = text.toLowerCase().replace(/\s+/g, ' ').trim()
  const byField = Object.hasOwn(FIELDS, typed) ? FIELDS[typed] : undefined
  if (byField) return byField
  const letters = lettersOf(typed)
  if (!letters) return []
  const found =
    nonEmpty(CATEGORIES.filter(([category]) => lettersOf(category) === letters)) ??
    nonEmpty(CATEGORIES.filter(([, name]) => lettersOf(name) === letters)) ??
    nonEmpty(CATEGORIES.filter(([category]) => lettersOf(category.split('.')[1]) === letters)) ??
    byWords(typed)
  return found.slice(0, MOST_SUGGESTED).map(([category]) => category)
}

function byWords(typed: string): [string, string][] {
  const words = wordsOf(typed)
  const hits = CATEGORIES.map(([category, name]) => {
    const named = wordsOf(name)
    const matched = words.filter((word) => named.some((other) => isAlike(word, other))).length
    return { entry: [category, name] as [string, string], matched, words: named.length }
  }).filter(({ matched }) => matched > 0)
  const most = Math.max(0, ...hits.map(({ matched }) => matched))
  return hits
    .filter(({ matched }) => matched === most)
    .sort((one, other) => one.words - other.words)
    .map(({ entry }) => entry)
}

function wordsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[a-z]+/g) ?? []
  return words.filter((word) => word.length >= SHORTEST_WORD)
}

function isAlike(word: string, other: string): boolean {
  const stem = Math.min(STEM, word.length, other.length)
  return word.slice(0, stem) === other.slice(0, stem)
}

function lettersOf(text = ''): string {
  return text.toLowerCase().replace(/[^a-z]/g, '')
}

function nonEmpty<Item>(items: Item[]): Item[] | null {
  return items.length > 0 ? items : null
}

function named(category: string): string {
  return `${category} (${categoryName(category)})`
}
