/** A JSON document that is a list of papers, such as a day of Hugging Face's. */
import { eachOf, NOTHING_TO_DO, sourceItem, type Understood } from '../source.ts'
import { referenceOf, shapeOf } from './shapes.ts'

/**
 * Understands a parsed list if any of its items has a shape we know. An empty list is what a day
 * without papers looks like.
 */
export function openJsonList(list: unknown[]): Understood | null {
  if (list.length === 0) return NOTHING_TO_DO
  const usual = list.map(shapeOf).find((shape) => shape !== null)
  if (!usual) return null
  return {
    kind: usual.kind,
    items: eachOf(list, (item, position) => {
      const shape = shapeOf(item) ?? usual
      return sourceItem(shape.read(item), referenceOf(item, `item ${position}`), () => print(item))
    }),
  }
}

/** The item as text, or nothing if it is nested more deeply than the stack can print. */
function print(item: unknown): string {
  try {
    return JSON.stringify(item) ?? ''
  } catch {
    return ''
  }
}
