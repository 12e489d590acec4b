/**
 * Cards on their way into the HTML of a page. Next sends what a page shows twice, as HTML and as
 * data; cards are most of a list, so their data is a mark of a few letters. Kept under a hash of
 * itself: whoever has the mark has seen the card.
 */
import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { type CardBodies, sharedStore } from './card-bodies'

/** Far more than the pages that are rendered at once. */
const STORE_BYTES = 64 * 1024 * 1024

/** Keeps a card until its page is written, which is at once; answers its mark. */
export function keepCard(html: string): string {
  const mark = createHash('sha256').update(html).digest('base64url').slice(0, 22)
  sharedStore(createStore)?.set(mark, html)
  return mark
}

function createStore(): CardBodies {
  return new LRUCache<string, string>({
    maxSize: STORE_BYTES,
    sizeCalculation: (html) => html.length * 2 + 100,
  })
}
