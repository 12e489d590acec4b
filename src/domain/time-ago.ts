/** How long ago something happened, in the two or three words that a list has room for. */
import { utcDay } from './utc-day.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** `just now`, `5 min ago`, `3 h ago`, `2 days ago`; after a month the day itself, `YYYY-MM-DD`. */
export function timeAgo(at: Date, now: Date): string {
  const passed = now.getTime() - at.getTime()
  if (passed < MINUTE) return 'just now'
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)} min ago`
  if (passed < DAY) return `${Math.floor(passed / HOUR)} h ago`
  const days = Math.floor(passed / DAY)
  if (days <= 30) return days === 1 ? '1 day ago' : `${days} days ago`
  return utcDay(at)
}
