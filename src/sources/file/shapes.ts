/** All JSON shapes we can read, and how to tell which one a value has. */
import { dayItem } from '../hugging-face/day.ts'
import { flatEntry } from '../hugging-face/flat.ts'
import type { Shape } from '../source.ts'
import { corpusLine } from './corpus.ts'
import { samplePaper } from './sample.ts'
import { seedFact, seedPaper } from './seed.ts'

const SHAPES: Shape[] = [samplePaper, dayItem, flatEntry, seedPaper, seedFact, corpusLine]

/** The shape that a parsed JSON value has, or null. */
export function shapeOf(value: unknown): Shape | null {
  if (!isObject(value)) return null
  return SHAPES.find((shape) => shape.fits(value)) ?? null
}

/** What to call a value in a report: its own id, or else its place. */
export function referenceOf(value: unknown, place: string): string {
  if (!isObject(value)) return place
  const inner = isObject(value.paper) ? value.paper.id : null
  const id = value.id ?? value.arxivId ?? inner
  return typeof id === 'string' && id.trim() ? id.trim() : place
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
