/** Whole anonymous answers in bounded memory: filled once, refreshed while they are read. */
import { LRUCache } from 'lru-cache'
import { ALL_PAGES, type PageTag } from '../../domain/page-tags.ts'
import { type Answer, compressBest, makeAnswer, type Rendered, sizeOf } from './answer.ts'

/** A page is rendered again at most this often, however many votes arrive. */
const MIN_BETWEEN_FILLS_MS = 1_000
/** An answer read this often deserves its smallest form. */
const READS_WORTH_BEST = 20

export type PageStore = ReturnType<typeof createPageStore>
export type PageSource = {
  key: string
  lifetime: number
  tags: PageTag[]
  render: () => Promise<Rendered>
}
type Page = {
  answer: Answer
  tags: PageTag[]
  /** Milliseconds of the store's clock; the answer shows the state at or after it. */
  filledAt: number
  isOld: boolean
  reads: number
  isBest: boolean
}
type Fill = { done: Promise<Answer>; startedAt: number; tags: PageTag[]; isOld: boolean }

/** A store of at most `maxBytes`. `now` is a monotonic clock in milliseconds. */
export function createPageStore({
  maxBytes,
  now = () => performance.now(),
}: {
  maxBytes: number
  now?: () => number
}) {
  const pages = new LRUCache<string, Page>({
    maxSize: maxBytes,
    sizeCalculation: (page) => sizeOf(page.answer),
  })
  const fills = new Map<string, Fill>()
  const beingMadeBest = new Set<string>()

  /** The answer at once if there is one that may be sent, else undefined. */
  function peek(source: PageSource): Answer | undefined {
    const page = pages.get(source.key)
    if (!page) return undefined
    const age = now() - page.filledAt
    if (age > source.lifetime * 1000) return undefined
    if (page.isOld && age >= MIN_BETWEEN_FILLS_MS) return undefined
    if (page.isOld) refillLater(source, MIN_BETWEEN_FILLS_MS - age)
    else if (age > source.lifetime * 500) refillLater(source, 0)
    if (++page.reads >= READS_WORTH_BEST && !page.isBest) makeBest(source.key, page)
    return page.answer
  }

  /** The answer, rendered if need be; all that wait for the same page wait for one render. */
  async function get(source: PageSource): Promise<Answer> {
    const ready = peek(source)
    if (ready) return ready
    const running = fills.get(source.key)
    return running && !running.isOld ? running.done : fill(source)
  }

  function fill(source: PageSource): Promise<Answer> {
    const filling: Fill = {
      startedAt: now(),
      tags: source.tags,
      isOld: false,
      done: Promise.resolve({} as Answer),
    }
    filling.done = (async () => {
      try {
        const old = pages.get(source.key)
        const rendered = await source.render()
        const answer = await makeAnswer(rendered, old?.answer)
        // A failure is told to those who wait and to nobody after them.
        if (answer.status < 500) keep(source, filling, answer, old)
        return answer
      } finally {
        if (fills.get(source.key) === filling) fills.delete(source.key)
      }
    })()
    fills.set(source.key, filling)
    return filling.done
  }

  function keep({ key, tags }: PageSource, filling: Fill, answer: Answer, old: Page | undefined) {
    const isSame = old?.answer.etag === answer.etag
    pages.set(key, {
      answer,
      tags,
      filledAt: filling.startedAt,
      isOld: filling.isOld,
      reads: isSame ? (old?.reads ?? 0) : 0,
      isBest: isSame && (old?.isBest ?? false),
    })
  }

  function refillLater(source: PageSource, afterMs: number) {
    if (fills.has(source.key)) return
    const waiting: Fill = {
      startedAt: now() + afterMs,
      tags: source.tags,
      isOld: true,
      done: Promise.resolve({} as Answer),
    }
    fills.set(source.key, waiting)
    setTimeout(() => fill(source).catch(() => {}), afterMs).unref()
  }

  function makeBest(key: string, page: Page) {
    if (beingMadeBest.has(key)) return
    beingMadeBest.add(key)
    compressBest(page.answer)
      .then(() => {
        // Its size has changed, so it is put anew; unless another answer has taken its place.
        if (pages.peek(key) === page) pages.set(key, { ...page, isBest: true })
      })
      .catch((error) => console.error('Compressing failed:', error))
      .finally(() => beingMadeBest.delete(key))
  }

  /** Marks the pages with one of the tags as old, and those being rendered too. */
  function drop(changed: PageTag[]) {
    const isAll = changed.includes(ALL_PAGES)
    const isHit = ({ tags }: { tags: PageTag[] }) =>
      isAll || tags.some((tag) => changed.includes(tag))
    for (const page of pages.values()) if (isHit(page)) page.isOld = true
    for (const filling of fills.values()) if (isHit(filling)) filling.isOld = true
  }

  /** Forgets everything. */
  function clear() {
    pages.clear()
    for (const filling of fills.values()) filling.isOld = true
  }

  return { peek, get, drop, clear, bytes: () => pages.calculatedSize, count: () => pages.size }
}
