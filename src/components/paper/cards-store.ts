/**
 * The cards of a list on their way into a page. Next would write them twice, as HTML and as data,
 * and pass them through a dozen streams; so it writes an empty element with a mark, and the thread
 * around it (server/front/next-worker) puts them in. Kept under a hash of themselves: whoever has
 * the mark has seen the cards.
 */
import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'

/** Far more than the pages that are rendered at once. */
const STORE_LETTERS = 32 * 1024 * 1024

type Store = LRUCache<string, string[]>
/** Next's build and the thread around it share nothing but the global object. */
const shared = globalThis as typeof globalThis & { broadsheetCards?: Store }

/** Names cards by what they hold: 22 letters. */
export function markOf(cards: string[]): string {
  const hash = createHash('sha256')
  for (const card of cards) hash.update(card)
  return hash.digest('base64url').slice(0, 22)
}

/** Keeps cards until their page is written, which is at once. */
export function keepCards(mark: string, cards: string[]): void {
  shared.broadsheetCards ??= new LRUCache({
    maxSize: STORE_LETTERS,
    sizeCalculation: (kept) => kept.reduce((sum, card) => sum + card.length, 1),
  })
  shared.broadsheetCards.set(mark, cards)
}
