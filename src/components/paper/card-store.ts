/**
 * Cards on their way into the HTML of a page. Next sends what a page shows twice, as HTML and as
 * data; cards are most of a list, so their data is a mark of a few letters. Kept under a hash of
 * itself: whoever has the mark has seen the card.
 */
import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { shared } from './card-bodies'

/** Far more than the pages that are rendered at once. */
const STORE_BYTES = 64 * 1024 * 1024

/** Names a card by what it holds. */
export function markOf(html: string): string {
  return createHash('sha256').update(html).digest('base64url').slice(0, 22)
}

/** Keeps a card until its page is written, which is at once. */
export function keepCard(mark: string, html: string): void {
  shared.broadsheetCards ??= new LRUCache<string, string>({
    maxSize: STORE_BYTES,
    sizeCalculation: (body) => body.length * 2 + 100,
  })
  shared.broadsheetCards.set(mark, html)
}
