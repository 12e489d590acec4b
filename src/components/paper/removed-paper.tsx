/** What stands at the address of a paper that a curator has removed; the front answers it with 410. */
import { TextPage } from '@/components/site/text-page'
import { plainDate } from '@/domain/dates'

type Props = { removal: { id: string; reason: string; removedAt: Date }; isForCurator: boolean }

export function RemovedPaper({ removal: { id, reason, removedAt }, isForCurator }: Props) {
  return (
    <TextPage title="This paper was removed">
      <p>
        A curator removed {id} on {plainDate(removedAt.toISOString().slice(0, 10))}. The reason:
      </p>
      <blockquote className="mb-4 border-l-2 border-rule pl-4 whitespace-pre-line" dir="auto">
        {reason}
      </blockquote>
      <p>
        All that curators do stands in <a href="/moderation">the public log</a>. Go{' '}
        <a href="/">to the newest edition</a>.
      </p>
      {isForCurator && (
        <p>
          <a href={`/admin/papers/${id}`}>Curators’ tools for this paper</a>
        </p>
      )}
    </TextPage>
  )
}
