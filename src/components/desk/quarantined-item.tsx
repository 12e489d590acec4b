/** An item that could not be used: where it came from, why, what it was, and a button to retry. */
import { ActForm } from './acts'

type Props = {
  item: {
    id: number
    source: string
    reference: string
    reason: string
    payload: string
    createdAt: Date
  }
}

export function QuarantinedItem({ item }: Props) {
  const { id, source, reference, reason, payload, createdAt } = item
  return (
    <article className="border-t border-rule py-5">
      <h3 className="font-semibold" dir="auto">
        {reference}
      </h3>
      <p className="!mb-2 text-[13.5px] text-mute">
        {source} ·{' '}
        <time dateTime={createdAt.toISOString()}>{createdAt.toISOString().slice(0, 10)}</time>
      </p>
      <p dir="auto">{reason}</p>
      <details className="mb-3">
        <summary className="link inline-block py-1 text-[13.5px]">
          Raw data<span className="sr-only"> of {reference}</span>
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
        act="retry"
        subject={{ name: 'item', value: String(id) }}
        button="Try again"
        about={reference}
      />
    </article>
  )
}
