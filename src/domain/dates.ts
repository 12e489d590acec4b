/** Dates and numbers as readers see them. */
import { LRUCache } from 'lru-cache'
import { Temporal } from 'temporal-polyfill'

/** Pages show the same few dates again and again, and formatting one takes most of a card's time. */
const DATES_KEPT = 2_000
const text = (options: Intl.DateTimeFormatOptions, locale: string) => {
  const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
  const texts = new LRUCache<string, string>({
    max: DATES_KEPT,
    memoMethod: (date) => format.format(new Date(`${date}T00:00:00Z`)),
  })
  return (date: string) => texts.memo(date)
}
const monthAndDay = text({ month: 'short', day: 'numeric' }, 'en-US')
const monthDayYear = text({ month: 'short', day: 'numeric', year: 'numeric' }, 'en-US')
const dayMonth = text({ day: 'numeric', month: 'long' }, 'en-GB')

/** "Monday, 9 February 2026" */
export function longDate(date: string): string {
  return `${weekday(date)}, ${plainDate(date)}`
}
const weekday = text({ weekday: 'long' }, 'en-GB')
/** "9 February 2026" */
export const plainDate = text({ day: 'numeric', month: 'long', year: 'numeric' }, 'en-GB')
/** "Monday, 9 February" */
export function dayAndMonth(date: string): string {
  return `${weekday(date)}, ${dayMonth(date)}`
}
/** "Mon 9 Feb" */
export function shortDay(date: string): string {
  const [month = '', day = ''] = monthAndDay(date).split(' ')
  return `${weekday(date).slice(0, 3)} ${day} ${month}`
}
/** "February 2026", of `2026-02` */
export function monthName(month: string): string {
  return monthAndYear(`${month}-01`)
}
const monthAndYear = text({ month: 'long', year: 'numeric' }, 'en-GB')

/** "Jan 9" in the year of `today`, otherwise "Oct 15, 2025". */
export function shortDate(date: string, today: string): string {
  return date.slice(0, 4) === today.slice(0, 4) ? monthAndDay(date) : monthDayYear(date)
}

/** "9–15 February 2026", "30 March – 5 April 2026", "29 December 2025 – 4 January 2026". */
export function spanOfDays(from: string, to: string): string {
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))}–${plainDate(to)}`
  const start = from.slice(0, 4) === to.slice(0, 4) ? dayMonth(from) : plainDate(from)
  return `${start} – ${plainDate(to)}`
}

/** The calendar date in a time zone at an instant. */
export function dateIn(timeZone: string, now: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString()
}

const grouped = new Intl.NumberFormat('en-US')
/** "1,234" up to 9,999, above that "12.3k". */
export function count(value: number): string {
  if (value < 1_000) return String(value)
  if (value < 10_000) return grouped.format(value)
  return `${(Math.floor(value / 100) / 10).toLocaleString('en-US')}k`
}

/** "1 author", "3 authors". */
export function counted(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`
}
