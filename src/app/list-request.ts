/** What a list's address asks for, and the time of the request. */
import { LRUCache } from 'lru-cache'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { findNewestEdition } from '@/db/editions/editions'
import { type Cursor, parseCursor } from '@/domain/cursor'
import { dateIn } from '@/domain/dates'
import { newestOpenedDate } from '@/domain/edition'
import { type Order, parseOrder } from '@/domain/ranking'
import { env } from '@/env'

const MINUTE_MS = 60_000
/** Papers on a page of every list but an edition, which shows all of its own up to EDITION_SIZE. */
export const PAGE_SIZE = 50
export const EDITION_SIZE = 200

/** What a cursor of each order must carry as its value. */
const KEY_OF: Record<Order, RegExp> = {
  votes: /^\d{1,9}$/,
  discussed: /^\d{1,9}$/,
  trending: /./,
  new: /^$/,
}

type Query = Promise<Record<string, string | string[] | undefined>>

/** A list's order and cursor; anything else in their place answers 404. */
export async function readListQuery(
  searchParams: Query,
  fallback: Order,
): Promise<{ order: Order; after: Cursor | null }> {
  const query = await searchParams
  const order = Array.isArray(query.order) ? null : parseOrder(query.order, fallback)
  if (!order) notFound()
  if (query.after === undefined) return { order, after: null }
  const after = typeof query.after === 'string' ? parseCursor(query.after) : null
  if (!after || !KEY_OF[order].test(after[0])) notFound()
  return { order, after }
}

/** The moment of this request; `openedUntil` is the newest date whose edition has opened. */
export const readClock = cache(() => {
  const now = new Date()
  return { now, ...dates.memo(Math.floor(now.getTime() / MINUTE_MS)) }
})

/** Days and editions begin on a whole minute, and time zone calculations are slow. */
const dates = new LRUCache<number, { today: string; openedUntil: string }>({
  max: 2,
  memoMethod: (minute) => {
    const at = new Date(minute * MINUTE_MS)
    const { editionClock } = env()
    return {
      today: dateIn(editionClock.timeZone, at),
      openedUntil: newestOpenedDate(at, editionClock),
    }
  },
})

/** The newest edition that has opened and is not empty; the newest opened date when all are. */
export const readNewestEdition = cache(async () => {
  const { openedUntil } = readClock()
  return (await findNewestEdition(openedUntil)) ?? openedUntil
})
