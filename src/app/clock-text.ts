/** A date and time in words, in the editions' time zone. */
import { env } from '@/env'

export function clockText(time: Date): string {
  const { timeZone } = env().editionClock
  const format = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone,
  })
  return format.format(time)
}
