/** How long a service asks to be left alone: Retry-After in both its forms, and Hugging Face's RateLimit. */
import { readMailDate } from './dates.ts'

/** Whatever a header says, we look again after a day. */
const LONGEST_MS = 24 * 3_600_000

/**
 * In milliseconds, or null if the answer doesn't say. A date in Retry-After is measured from the
 * answer's own Date, so that it doesn't matter if our clock is off (RFC 9110, 10.2.3).
 */
export function restAskedFor(status: number, headers: Headers): number | null {
  const told = [retryAfter(headers), restOfWindow(status, headers)].filter((ms) => ms !== null)
  return told.length > 0 ? Math.min(Math.max(...told), LONGEST_MS) : null
}

function retryAfter(headers: Headers): number | null {
  const text = headers.get('retry-after')?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000
  const until = readMailDate(text)
  const from = readMailDate(headers.get('date') ?? '')
  return until && from ? Math.max(0, Date.parse(until.instant) - Date.parse(from.instant)) : null
}

/**
 * `RateLimit: "api";r=0;t=55` means that no requests are left in a window that ends in 55 seconds.
 * https://huggingface.co/docs/hub/rate-limits
 */
function restOfWindow(status: number, headers: Headers): number | null {
  const text = headers.get('ratelimit') ?? ''
  const left = Number(/\br=(\d{1,9})/.exec(text)?.[1] ?? Number.NaN)
  const seconds = Number(/\bt=(\d{1,9})/.exec(text)?.[1] ?? Number.NaN)
  if (Number.isNaN(seconds)) return null
  return left === 0 || status === 429 ? seconds * 1000 : null
}
