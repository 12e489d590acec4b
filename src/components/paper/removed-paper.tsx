/** The page of a paper that a curator has removed; the front answers it with 410. */

import { TextPage } from '@/components/ui/text-page'
import type { Removal } from '@/db/papers/removals'
import { plainDate } from '@/domain/dates'
import { utcDay } from '@/domain/utc-day'

export function RemovedPaper({
  removal,
  isForCurator,
}: {
  removal: Removal
  isForCurator: boolean
}) {
  return (
    <TextPage title="This paper was removed">
      <RemovalNote removal={removal} />
      <p>
        Every curator action is in <a href="/moderation">the public log</a>. Go to{' '}
        <a href="/">today’s papers</a>.
      </p>
      {isForCurator && (
        <p>
          <a href={`/admin/papers/${removal.id}`}>Open on the curators’ desk</a>
        </p>
      )}
    </TextPage>
  )
}

/** When, and the reason in the curator's words. */
export function RemovalNote({ removal: { id, reason, removedAt } }: { removal: Removal }) {
  return (
    <>
      <p>
        A curator removed {id} on {plainDate(utcDay(removedAt))}. Reason:
      </p>
      <blockquote className="mb-4 border-l-2 border-rule pl-4 whitespace-pre-line" dir="auto">
        {reason}
      </blockquote>
    </>
  )
}
