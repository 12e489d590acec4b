/** A signed event from a mail provider that could not be read, and why. */
import { ActForm } from './acts'

type Props = {
  event: { id: number; provider: string; reason: string; payload: string; receivedAt: Date }
}

export function UnreadEvent({ event }: Props) {
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
      <details className="mb-3">
        <summary className="link inline-block py-1 text-[13.5px]">
          Raw data<span className="sr-only"> of {about}</span>
        </summary>
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must be able to scroll it
          tabIndex={0}
          className="mt-2 max-h-80 overflow-auto rounded-lg bg-chip p-3 text-[12.5px] whitespace-pre-wrap"
        >
          {payload}
        </pre>
      </details>
      <ActForm
        act="drop"
        subject={{ name: 'event', value: String(id) }}
        button="Dismiss"
        about={about}
      />
    </li>
  )
}
