/** A signed event from a mail provider that could not be read, and why. */
import type { UnreadMailEvent } from '@/db/suppressions/unread-mail-events'
import { ActForm } from './acts'
import { WhatCame } from './what-came'

export function UnreadEvent({
  event,
}: {
  event: UnreadMailEvent & { id: number; receivedAt: Date }
}) {
  const { id, provider, reason, payload, receivedAt } = event
  const time = receivedAt.toISOString().slice(0, 16).replace('T', ' ')
  const about = `the event from ${provider} at ${time}`
  return (
    <li className="border-b border-rule py-4">
      <p className="!mb-1" dir="auto">
        {`${provider}: ${reason}`}
      </p>
      <p className="!mb-2 text-[13.5px] text-mute">
        <time dateTime={receivedAt.toISOString()}>{time} UTC</time>
      </p>
      <WhatCame about={about} payload={payload} />
      <ActForm
        act="drop"
        subject={{ name: 'event', value: String(id) }}
        button="Dismiss"
        about={about}
      />
    </li>
  )
}
