/** When a comment was posted, short, with the full time on hover. */
import { timeAgo } from '@/domain/time-ago'

const FULL = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'UTC',
})

export function CommentTime({ at, now }: { at: Date; now: Date }) {
  return (
    <time dateTime={at.toISOString()} title={`${FULL.format(at)} UTC`}>
      {timeAgo(at, now)}
    </time>
  )
}
