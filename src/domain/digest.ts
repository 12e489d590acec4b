/** When a digest is due, what it covers, and what it is called. */
import { Temporal } from 'temporal-polyfill'
import { plainDate, spanOfDays } from './dates.ts'
import { addDays, type EditionDate, type Period, weekOf } from './edition.ts'
import type { Cadence, Wishes } from './subscription.ts'

/** The turn of a subscriber: their local date (a Monday for the weekly digest) and its instants. */
export type Slot = {
  localDate: EditionDate
  dueAt: Date
  /** After this it is not sent any more. */
  expiresAt: Date
  /** It is that date now where the subscriber lives. */
  isToday: boolean
}

const HOUR_MS = 3_600_000
/** How long after its hour a digest may still be sent. */
export const LIFETIME_MS: Record<Cadence, number> = { daily: 12 * HOUR_MS, weekly: 72 * HOUR_MS }
/** Two turns are at least so far apart, however a subscriber travels. */
export const LEAST_GAP_MS: Record<Cadence, number> = { daily: 20 * HOUR_MS, weekly: 144 * HOUR_MS }
/** Papers in a mail; the others are a link away. */
export const MOST_PAPERS: Record<Cadence, number> = { daily: 10, weekly: 20 }

/**
 * The newest turn that has come at `now`, also when it has passed away since. In the hour that a
 * clock skips it comes with the next one, in the hour that is there twice with the first.
 */
export function newestSlot({ cadence, hour, timeZone }: Omit<Wishes, 'topics'>, now: Date): Slot {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone)
  const today = local.toPlainDate()
  const back = cadence === 'weekly' ? 7 : 1
  let date = cadence === 'weekly' ? today.subtract({ days: today.dayOfWeek - 1 }) : today
  const dueOn = (day: Temporal.PlainDate) =>
    day.toZonedDateTime({ timeZone, plainTime: { hour } }).epochMilliseconds
  if (dueOn(date) > now.getTime()) date = date.subtract({ days: back })
  const due = dueOn(date)
  return {
    localDate: date.toString(),
    dueAt: new Date(due),
    expiresAt: new Date(due + LIFETIME_MS[cadence]),
    isToday: date.equals(today),
  }
}

/** What a turn covers: the edition of `newestEdition`, or the ISO week before the turn's Monday. */
export function periodOf(cadence: Cadence, slot: Slot, newestEdition: EditionDate | null) {
  if (cadence === 'weekly') {
    return { from: addDays(slot.localDate, -7), to: addDays(slot.localDate, -1) }
  }
  return newestEdition && { from: newestEdition, to: newestEdition }
}

/** "the daily digest of 24 November 2026", "the weekly digest of 16–22 November 2026" */
export function digestName({ cadence, period }: { cadence: Cadence; period: Period }): string {
  const when = cadence === 'weekly' ? spanOfDays(period.from, period.to) : plainDate(period.from)
  return `the ${cadence} digest of ${when}`
}

/**
 * One name for each digest: cadence, edition and audience, `daily-2026-11-24-all` or
 * `weekly-2026-W48-cs.cl_cs.ro`. Fit for a Message-ID.
 */
export function digestKey(cadence: Cadence, { from }: Period, topics: string[]): string {
  const edition = cadence === 'weekly' ? weekOf(from) : from
  return `${cadence}-${edition}-${topics.join('_').toLowerCase() || 'all'}`
}
