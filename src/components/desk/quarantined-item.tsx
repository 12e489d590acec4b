/** An item that could not be used: where it came from, why, what it was, and a button to retry. */
import { utcDay } from '@/domain/utc-day'
import { ActForm } from './acts'
import { WhatCame } from './what-came'

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
        {source} · <time dateTime={createdAt.toISOString()}>{utcDay(createdAt)}</time>
      </p>
      <p dir="auto">{reason}</p>
      <WhatCame about={reference} payload={payload} />
      <ActForm
        act="retry"
        subject={{ name: 'item', value: String(id) }}
        button="Try again"
        about={reference}
      />
    </article>
  )
}
