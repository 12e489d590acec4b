/** Compares a secret that somebody gave with the right one. */
import { createHash, timingSafeEqual } from 'node:crypto'

/** In the same time whatever was given; false while there is no right one. */
export function isSameSecret(given: string | null, right: string | undefined): boolean {
  if (given === null || !right) return false
  return timingSafeEqual(hash(given), hash(right))
}

/** Equal lengths, so that nothing is told by them either. */
function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
