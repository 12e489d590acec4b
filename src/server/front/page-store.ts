/** Whole anonymous answers in bounded memory: filled once, refreshed while they are read, stale rather than missing. */
import { LRUCache } from 'lru-cache'
import { ALL_PAGES, type PageTag, tagThatIsGone } from '../../wire/page-tags.ts'
import { type Answer, makeAnswer, sizeOf } from './answer.ts'
import { inTime } from './in-time.ts'
import { makerOfBest, type Page, type PageSource } from './kept-page.ts'
import { servedAsOld } from './old-page.ts'

/** A page is rendered again at most this often, however many votes arrive. */
const MIN_BETWEEN_FILLS_MS = 1_000
/** An answer read this often is worth compressing as far as possible. */
const READS_WORTH_BEST = 20
/** How long to wait for a page that has changed; after that the old answer is better than none. */
const PATIENCE_MS = 1_000
/** The same for a page that has only expired, and most likely not changed. */
const PATIENCE_WITHOUT_CHANGE_MS = 30
/** How long a stale page may be sent while no newer one can be made. */
const LONGEST_OLD_MS = 10 * 60_000

export type PageStore = ReturnType<typeof createPageStore>
type Fill = {
  done: Promise<Answer>
  startedAt: number
  tags: PageTag[]
  oldAt: number
  isGone: boolean
}

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
  const scheduled = new Set<string>()
  const makeBest = makerOfBest(pages)
  /** Since when changes may have been missed. */
  let doubtedAt = Number.POSITIVE_INFINITY
  /** The database is silent, so renders would fail: stale pages are sent without waiting for one. */
  let isHopeless = false
  /** What has to settle before a kept page is sent. */
  let hold: Promise<unknown> | undefined

  /** The answer, if there is one that may be sent at once. */
  function peek(source: PageSource): Answer | undefined {
    const page = hold ? undefined : pages.get(source.key)
    if (!page) return undefined
    const age = now() - page.filledAt
    const oldFor = now() - oldSince(page, source)
    if (oldFor >= 0 && age >= MIN_BETWEEN_FILLS_MS) {
      if (!isHopeless && !page.isFailing) return undefined
      refillLater(source, page.triedAt + MIN_BETWEEN_FILLS_MS - now())
      return oldAnswer(page, source)
    }
    if (oldFor >= 0) refillLater(source, MIN_BETWEEN_FILLS_MS - age)
    else if (age > source.lifetime * 500) refillLater(source, 0)
    if (++page.reads >= READS_WORTH_BEST && !page.isBest) makeBest(source.key, page)
    return page.answer
  }

  /**
   * The answer, rendered if need be; everybody who waits for the same page shares one render. Rejects
   * if there is not even an old answer.
   */
  async function get(source: PageSource, network?: string | null): Promise<Answer> {
    if (hold) await hold
    const ready = peek(source)
    if (ready) return ready
    const page = pages.get(source.key)
    const old = page && oldAnswer(page, source)
    const running = fills.get(source.key)?.done
    if (!old) return running ?? fill(source, network)
    if (!running && now() - page.triedAt < MIN_BETWEEN_FILLS_MS) return old
    const patience = page.oldAt <= now() ? PATIENCE_MS : PATIENCE_WITHOUT_CHANGE_MS
    try {
      const answer = await inTime(running ?? fill(source, network), patience)
      if (answer.status < 500) return answer
    } catch {}
    page.isFailing = true
    return old
  }

  function oldSince({ filledAt, oldAt }: Page, { lifetime }: PageSource): number {
    const doubted = Math.max(doubtedAt, filledAt + MIN_BETWEEN_FILLS_MS)
    return Math.min(oldAt, doubted, filledAt + lifetime * 1000)
  }

  function oldAnswer(page: Page, source: PageSource): Answer | undefined {
    if (now() - oldSince(page, source) > LONGEST_OLD_MS) return undefined
    return servedAsOld(page.answer, Math.floor((now() - page.filledAt) / 1000))
  }

  function fill(source: PageSource, network?: string | null): Promise<Answer> {
    const startedAt = now()
    const { tags } = source
    const old = pages.peek(source.key)
    if (old) old.triedAt = startedAt
    const filling: Fill = {
      startedAt,
      tags,
      oldAt: Number.POSITIVE_INFINITY,
      isGone: false,
      done: Promise.resolve({} as Answer),
    }
    filling.done = (async () => {
      try {
        const answer = await makeAnswer(await source.render(network), old?.answer)
        // A failure goes to those who are waiting, and is not kept.
        if (answer.status < 500 && !filling.isGone) keep(source, filling, answer, old)
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
      oldAt: filling.oldAt,
      triedAt: filling.startedAt,
      isFailing: false,
      reads: isSame ? (old?.reads ?? 0) : 0,
      isBest: isSame && (old?.isBest ?? false),
    })
  }

  function refillLater(source: PageSource, afterMs: number) {
    if (fills.has(source.key) || scheduled.has(source.key)) return
    scheduled.add(source.key)
    setTimeout(() => {
      scheduled.delete(source.key)
      if (!fills.has(source.key)) fill(source).catch(() => {})
    }, afterMs).unref()
  }

  /** Marks pages with one of the tags as stale, also those being rendered; deletes what is gone. */
  function drop(changed: PageTag[]) {
    const gone = new Set(changed.flatMap((tag) => tagThatIsGone(tag) ?? []))
    const old = new Set(changed)
    const isAll = old.has(ALL_PAGES)
    const isIn = (set: Set<PageTag>, tags: PageTag[]) => tags.some((tag) => set.has(tag))
    for (const [key, page] of [...pages.entries()]) {
      if (isIn(gone, page.tags)) pages.delete(key)
      else if (isAll || isIn(old, page.tags)) page.oldAt = Math.min(page.oldAt, now())
    }
    for (const [key, filling] of fills) {
      if (isIn(gone, filling.tags)) {
        filling.isGone = true
        fills.delete(key)
      } else if (isAll || isIn(old, filling.tags)) filling.oldAt = Math.min(filling.oldAt, now())
    }
  }

  /**
   * From now on changes may be missed, so what is kept is stale, and is sent only once `asked` has
   * settled. Without `asked` the database is silent, and renders would fail too.
   */
  function doubt(asked?: Promise<unknown>) {
    doubtedAt = Math.min(doubtedAt, now())
    isHopeless ||= !asked
    const holding = asked
      ?.catch(() => {})
      .then(() => {
        if (hold === holding) hold = undefined
      })
    hold = holding
  }

  /** Changes are heard again; what was rendered meanwhile may have missed one. */
  function trust() {
    doubtedAt = Number.POSITIVE_INFINITY
    isHopeless = false
    drop([ALL_PAGES])
  }

  const has = ({ key }: PageSource) => pages.has(key) || fills.has(key)
  return {
    peek,
    get,
    has,
    drop,
    doubt,
    trust,
    bytes: () => pages.calculatedSize,
    count: () => pages.size,
  }
}
