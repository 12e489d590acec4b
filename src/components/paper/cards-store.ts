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

/** `pages` counts those under way that show the cards. */
type Kept = { cards: string[]; pages: number }
export type CardsStore = {
  keep: (mark: string, cards: string[]) => void
  /** The cards for one page, forgotten with the last; undefined when there are none. */
  take: (mark: string) => string[] | undefined
}
/** Next's build and the thread around it share nothing but the global object. */
const shared = globalThis as typeof globalThis & { broadsheetCards?: CardsStore }

/** Names cards by what they hold: 22 letters. */
export function markOf(cards: string[]): string {
  const hash = createHash('sha256')
  for (const card of cards) hash.update(card)
  return hash.digest('base64url').slice(0, 22)
}

/** Keeps cards until their page is written, which is at once. */
export function keepCards(mark: string, cards: string[]): void {
  shared.broadsheetCards ??= makeCardsStore()
  shared.broadsheetCards.keep(mark, cards)
}

/** What stayed would fill the store with cards that nobody reads again. */
export function makeCardsStore(): CardsStore {
  const store = new LRUCache<string, Kept>({
    maxSize: STORE_LETTERS,
    sizeCalculation: ({ cards }) => cards.reduce((sum, card) => sum + card.length, 1),
  })
  return {
    keep: (mark, cards) => {
      const pages = (store.get(mark)?.pages ?? 0) + 1
      store.set(mark, { cards, pages })
    },
    take: (mark) => {
      const kept = store.get(mark)
      if (kept && --kept.pages === 0) store.delete(mark)
      return kept?.cards
    },
  }
}
