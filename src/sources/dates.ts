/** Reads dates as sources write them into ISO instants and calendar days. */
import { type EditionDate, parseEditionDate } from '../domain/edition.ts'
import { utcDay } from '../domain/utc-day.ts'

const ISO =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(?:(Z)|([+-]\d{2}):?(\d{2}))?)?$/i
const MAIL =
  /^(?:[a-z]{3}, ?)?(\d{1,2}) ([a-z]{3}) (\d{4}) (\d{2}:\d{2}(?::\d{2})?) (?:GMT|UTC?|Z|([+-]\d{4}))$/i
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/**
 * The instant of an ISO 8601 date or date-time, always as `YYYY-MM-DDTHH:mm:ss.sssZ`. Without an
 * offset it is taken as UTC, and a date as its first moment. Null if there is no such date.
 */
export function readInstant(text: string): string | null {
  const match = ISO.exec(text.trim())
  if (!match) return null
  const [, day = '', time = '00:00', , hours, minutes] = match
  const offset = hours ? `${hours}:${minutes}` : 'Z'
  if (!parseEditionDate(day)) return null
  const date = new Date(`${day}T${time}${offset}`)
  if (Number.isNaN(date.getTime())) return null
  const instant = date.toISOString()
  return parseEditionDate(utcDay(instant)) ? instant : null
}

/**
 * A date as in mail and RSS (RFC 5322, `Mon, 27 Apr 2026 00:00:00 -0400`): its instant, and the day
 * as written, in its own offset.
 */
export function readMailDate(text: string): { instant: string; day: EditionDate } | null {
  const match = MAIL.exec(text.trim().replace(/\s+/g, ' '))
  if (!match) return null
  const [, date = '', monthName = '', year, time, offset = 'Z'] = match
  const month = MONTHS.indexOf(monthName.toLowerCase()) + 1
  const day = `${year}-${String(month).padStart(2, '0')}-${date.padStart(2, '0')}`
  const instant = readInstant(`${day}T${time}${offset}`)
  return instant ? { instant, day } : null
}

/** The first moment of a UTC day, as an ISO instant. */
export function startOf(day: EditionDate): string {
  return `${day}T00:00:00.000Z`
}
