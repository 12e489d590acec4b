/** When a digest is due, and what it is called. */
import { Temporal } from 'temporal-polyfill'
import { plainDate, spanOfDays } from './dates.ts'
import { type EditionDate, type Period, wholeWeeks } from './edition.ts'
import type { Cadence, Wishes } from './subscription.ts'

/** An instant at which a subscriber's digest is due, and its local date (a Monday for the weekly digest). */
export type Slot = { localDate: EditionDate; dueAt: Date }

const HOUR_MS = 3_600_000
/** How long after its slot a digest may still be planned and sent. */
export const LIFETIME_MS: Record<Cadence, number> = { daily: 12 * HOUR_MS, weekly: 72 * HOUR_MS }
/** Papers in a mail; the rest are a link away. */
export const MOST_PAPERS: Record<Cadence, number> = { daily: 10, weekly: 20 }

/**
 * The latest slot up to `now`, even if it is too late to send. If clocks skip its hour it comes an
 * hour later, and if they repeat the hour it comes the first time.
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

/** The ISO week before the current one, by the subscriber's time zone. */
export function lastFullWeek(timeZone: string, now: Date): Period {
  const monday = mondayOf(localDay(now, timeZone)).subtract({ days: 7 })
  return { from: monday.toString(), to: monday.add({ days: 6 }).toString() }
}

/** From the oldest to the newest of a digest's editions (given newest first); for a weekly digest, in whole weeks. */
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
