/** An address that is never mailed, as only its owner knows it: why, since when, and the way back. */
import { utcDay } from '@/domain/utc-day'
import { ActForm } from './acts'

const REASONS = {
  hard_bounce: 'there is no such address',
  soft_bounces: 'its mail kept coming back',
  complaint: 'reported a mail as spam',
}

type Props = {
  suppressed: {
    id: string
    masked: string | null
    reason: keyof typeof REASONS
    source: string
    createdAt: Date
  }
}

export function SuppressedAddress({ suppressed }: Props) {
  const { id, masked, reason, source, createdAt } = suppressed
  const who = masked ?? 'An address that was not noted'
  const date = utcDay(createdAt)
  return (
    <li className="border-b border-rule py-4">
      <p className="!mb-1">
        <bdi className="font-semibold">{who}</bdi>: {REASONS[reason]}
      </p>
      <p className="!mb-3 text-[13.5px] text-mute">
        <time dateTime={date}>{date}</time>
        {`, told by ${source}`}
      </p>
      <ActForm
        act="lift"
        subject={{ name: 'suppression', value: id }}
        button="Lift"
        about={`the suppression of ${who}, of ${date}`}
      />
    </li>
  )
}
