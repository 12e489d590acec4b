/** A suppressed address, masked so that only its owner knows it: why, since when, and a button to lift it. */
import { utcDay } from '@/domain/utc-day'
import { ActForm } from './acts'

const REASONS = {
  hard_bounce: 'the address doesn’t exist',
  soft_bounces: 'emails kept bouncing',
  complaint: 'marked an email as spam',
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
  const who = masked ?? 'Unknown address'
  const date = utcDay(createdAt)
  return (
    <li className="border-b border-rule py-4">
      <p className="!mb-1">
        <bdi className="font-semibold">{who}</bdi>: {REASONS[reason]}
      </p>
      <p className="!mb-3 text-[13.5px] text-mute">
        <time dateTime={date}>{date}</time>
        {`, reported by ${source}`}
      </p>
      <ActForm
        act="lift"
        subject={{ name: 'suppression', value: id }}
        button="Lift"
        about={`the suppression of ${who} from ${date}`}
      />
    </li>
  )
}
