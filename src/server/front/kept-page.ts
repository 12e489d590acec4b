/** A page in the store, and where it comes from. */
import type { LRUCache } from 'lru-cache'
import type { PageTag } from '../../wire/page-tags.ts'
import { type Answer, compressBest, type Rendered } from './answer.ts'

export type PageSource = {
  key: string
  /** Seconds. */
  lifetime: number
  tags: PageTag[]
  /** `network`: whose turn it takes; none: the site's own. */
  render: (network?: string | null) => Promise<Rendered>
}
export type Page = {
  answer: Answer
  tags: PageTag[]
  /** Milliseconds of the store's clock; the answer shows the state at or after it. */
  filledAt: number
  /** When a change made it old. */
  oldAt: number
  /** When it was last tried to be made anew, and whether that failed or takes too long. */
  triedAt: number
  isFailing: boolean
  reads: number
  isBest: boolean
}

/** What makes a page of a store as small as it gets. */
export function makerOfBest(pages: LRUCache<string, Page>): (key: string, page: Page) => void {
  const beingMade = new Set<string>()
  return (key, page) => {
    if (beingMade.has(key)) return
    beingMade.add(key)
    compressBest(page.answer)
      .then(() => {
        // Its size has changed, so it is put anew; unless another answer has taken its place.
        if (pages.peek(key) === page) pages.set(key, { ...page, isBest: true })
      })
      .catch((error) => console.error('Compressing failed:', error))
      .finally(() => beingMade.delete(key))
  }
}
