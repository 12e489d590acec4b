/** A whole JSON document that is a list of papers, such as a day of Hugging Face. */
import { eachOf, NOTHING_TO_DO, sourceItem, type Understood } from '../source.ts'
import { referenceOf, shapeOf } from './shapes.ts'

/**
 * Understands a parsed list if one of its items has a shape we know. An empty list is what a day
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

/** Nesting can be deeper than the stack that prints it. */
function print(item: unknown): string {
  try {
    return JSON.stringify(item) ?? ''
  } catch {
    return ''
  }
}
