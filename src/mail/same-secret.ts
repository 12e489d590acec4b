/** Compares a given secret with the right one. */
import { createHash, timingSafeEqual } from 'node:crypto'

/** Takes the same time whatever is given; false while there is no right one. */
export function isSameSecret(given: string | null, right: string | undefined): boolean {
  if (given === null || !right) return false
  return timingSafeEqual(hash(given), hash(right))
}

/** Hashes have equal lengths, so that length reveals nothing either. */
function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
