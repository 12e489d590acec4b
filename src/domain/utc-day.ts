/** The calendar day of an instant, where no reader's time zone matters. */
import type { EditionDate } from './edition.ts'

/** The UTC day of a date or an ISO instant in UTC, `YYYY-MM-DD`. */
export function utcDay(instant: Date | string): EditionDate {
  return (typeof instant === 'string' ? instant : instant.toISOString()).slice(0, 10)
}
