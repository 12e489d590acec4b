/** A page in the store, and where it comes from. */
import type { LRUCache } from 'lru-cache'
import type { PageTag } from '../../wire/page-tags.ts'
import { type Answer, compressBest, type Rendered } from './answer.ts'

export type PageSource = {
  key: string
  /** Seconds. */
  lifetime: number
  tags: PageTag[]
  /** `network`: whose turn the render takes; without one, the site's own. */
  render: (network?: string | null) => Promise<Rendered>
}
export type Page = {
  answer: Answer
  tags: PageTag[]
  /** Milliseconds by the store's clock; the answer shows the state at that time or later. */
  filledAt: number
  /** When a change made it stale; Infinity if none has. */
  oldAt: number
  /** When a refill was last tried, and whether it failed or is taking too long. */
  triedAt: number
  isFailing: boolean
  reads: number
  isBest: boolean
}

/** Returns a function that compresses a page of the store as far as possible. */
export function makerOfBest(pages: LRUCache<string, Page>): (key: string, page: Page) => void {
  const beingMade = new Set<string>()
  return (key, page) => {
    if (beingMade.has(key)) return
    beingMade.add(key)
    compressBest(page.answer)
      .then(() => {
        // Set again, since its size has changed; unless another answer has taken its place.
        if (pages.peek(key) === page) pages.set(key, { ...page, isBest: true })
      })
      .catch((error) => console.error('Compressing failed:', error))
      .finally(() => beingMade.delete(key))
  }
}
