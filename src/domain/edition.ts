/** The calendar of editions: which dates are open, and where weeks and months begin. */
import { Temporal } from 'temporal-polyfill'

/** A calendar date, `YYYY-MM-DD`. */
export type EditionDate = string
/** When an edition opens: at `hour` o'clock in `timeZone` (IANA name). */
export type EditionClock = { timeZone: string; hour: number }
/** Both ends included. */
export type Period = { from: EditionDate; to: EditionDate }

const FRIDAY = 5

/** The date, if it exists in the calendar and is spelt `YYYY-MM-DD`; otherwise null. */
export function parseEditionDate(text: string): EditionDate | null {
  if (!/^[12]\d{3}-\d{2}-\d{2}$/.test(text)) return null
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString()
  } catch {
    return null
  }
}

/**
 * The instant (ISO, UTC) at which a date's edition opens: at the clock's hour on the day before.
 * arXiv announces on the evenings from Sunday to Thursday, so Monday's edition opens on Sunday.
 * https://info.arxiv.org/help/availability.html
 */
export function editionOpensAt(date: EditionDate, clock: EditionClock): string {
  return Temporal.PlainDate.from(date)
    .subtract({ days: 1 })
    .toZonedDateTime({ timeZone: clock.timeZone, plainTime: { hour: clock.hour } })
    .toInstant()
    .toString()
}

/** The newest weekday whose edition is open at `now`. Weekends have no edition. */
export function newestOpenedDate(now: Date, clock: EditionClock): EditionDate {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(
    clock.timeZone,
  )
  const opensTomorrow = local.hour >= clock.hour
  let date = opensTomorrow ? local.toPlainDate().add({ days: 1 }) : local.toPlainDate()
  while (date.dayOfWeek > FRIDAY) date = date.subtract({ days: 1 })
  return date.toString()
}

/** Whether a date can have an edition: Monday to Friday. */
export function isEditionDay(date: EditionDate): boolean {
  return Temporal.PlainDate.from(date).dayOfWeek <= FRIDAY
}

/** The last `count` weekdays up to and including `date`, newest first. */
export function editionDaysBefore(date: EditionDate, count: number): EditionDate[] {
  const days: EditionDate[] = []
  let day = Temporal.PlainDate.from(date)
  while (days.length < count) {
    if (day.dayOfWeek <= FRIDAY) days.push(day.toString())
    day = day.subtract({ days: 1 })
  }
  return days
}

/** The days, Monday to Sunday, of an ISO 8601 week spelt `2026-W07`; null if there is no such week. */
export function parseWeek(text: string): Period | null {
  const match = /^([12]\d{3})-W(\d{2})$/.exec(text)
  if (!match) return null
  const [, year, week] = match
  const fourthOfJanuary = Temporal.PlainDate.from(`${year}-01-04`)
  const monday = fourthOfJanuary
    .subtract({ days: fourthOfJanuary.dayOfWeek - 1 })
    .add({ weeks: Number(week) - 1 })
  if (weekOf(monday.toString()) !== text) return null
  return { from: monday.toString(), to: monday.add({ days: 6 }).toString() }
}

/** A period widened to whole ISO weeks, Monday to Sunday. */
export function wholeWeeks({ from, to }: Period): Period {
  return { from: addDays(from, 1 - weekdayOf(from)), to: addDays(to, 7 - weekdayOf(to)) }
}

/** The days of a month spelt `2026-02`; null if there is no such month. */
export function parseMonth(text: string): Period | null {
  const first = parseEditionDate(`${text}-01`)
  if (!first || text.length !== 7) return null
  const { daysInMonth } = Temporal.PlainDate.from(first)
  return { from: first, to: `${text}-${daysInMonth}` }
}

/** A date's ISO week, `2026-W07`. */
export function weekOf(date: EditionDate): string {
  const { yearOfWeek, weekOfYear } = Temporal.PlainDate.from(date)
  return `${yearOfWeek}-W${String(weekOfYear).padStart(2, '0')}`
}

/** A date's month, `2026-02`. */
export function monthOf(date: EditionDate): string {
  return date.slice(0, 7)
}

export function addDays(date: EditionDate, days: number): EditionDate {
  return Temporal.PlainDate.from(date).add({ days }).toString()
}

export function addMonths(month: string, months: number): string {
  return Temporal.PlainYearMonth.from(month).add({ months }).toString()
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(date: EditionDate): number {
  return Temporal.PlainDate.from(date).dayOfWeek
}
