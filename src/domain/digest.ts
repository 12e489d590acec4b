/** When a digest is due, and what it is called. */
import { Temporal } from 'temporal-polyfill'
import { plainDate, spanOfDays } from './dates.ts'
import { type EditionDate, type Period, wholeWeeks } from './edition.ts'
import type { Cadence, Wishes } from './subscription.ts'

/** The turn of a subscriber by the clock: their local date (a Monday for the weekly digest) and its instant. */
export type Slot = { localDate: EditionDate; dueAt: Date }

const HOUR_MS = 3_600_000
/** How long after its turn a digest may still be planned and sent. */
export const LIFETIME_MS: Record<Cadence, number> = { daily: 12 * HOUR_MS, weekly: 72 * HOUR_MS }
/** Papers in a mail; the others are a link away. */
export const MOST_PAPERS: Record<Cadence, number> = { daily: 10, weekly: 20 }

/**
 * The newest turn that has come at `now`, also when it has passed away since. In the hour that a
 * clock skips it comes with the next one, in the hour that is there twice with the first.
 */
export function newestSlot({ cadence, hour, timeZone }: Omit<Wishes, 'topics'>, now: Date): Slot {
  const today = localDay(now, timeZone)
  const back = cadence === 'weekly' ? 7 : 1
  let date = cadence === 'weekly' ? mondayOf(today) : today
  const dueOn = (day: Temporal.PlainDate) =>
    day.toZonedDateTime({ timeZone, plainTime: { hour } }).epochMilliseconds
  if (dueOn(date) > now.getTime()) date = date.subtract({ days: back })
  return { localDate: date.toString(), dueAt: new Date(dueOn(date)) }
}

/** The last whole ISO week before the one that holds `now` where the subscriber lives. */
export function lastFullWeek(timeZone: string, now: Date): Period {
  const monday = mondayOf(localDay(now, timeZone)).subtract({ days: 7 })
  return { from: monday.toString(), to: monday.add({ days: 6 }).toString() }
}

/** From the oldest to the newest of a digest's editions, which come newest first; whole weeks for a weekly one. */
export function periodOf(cadence: Cadence, editions: { date: EditionDate }[]): Period {
  const to = editions[0]?.date ?? ''
  const span = { from: editions.at(-1)?.date ?? to, to }
  return cadence === 'weekly' ? wholeWeeks(span) : span
}

/** "the daily digest of 24 November 2026", "the weekly digest of 16–22 November 2026" */
export function digestName({ cadence, period }: { cadence: Cadence; period: Period }): string {
  const isDay = period.from === period.to
  const when = isDay ? plainDate(period.to) : spanOfDays(period.from, period.to)
  return `the ${cadence} digest of ${when}`
}

function localDay(now: Date, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
}

function mondayOf(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.subtract({ days: day.dayOfWeek - 1 })
}
