/** When an email arrived, as the operator reads the clock. */
import { env } from '@/env'

/** "24 Nov 2026, 11:02:09" in the zone of the editions. */
export function time(instant: Date): string {
  return new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: env().editionClock.timeZone,
  }).format(instant)
}
