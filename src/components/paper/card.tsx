/** A paper in a list. */
import type { PaperCard } from '@/domain/paper-card'
import { type Clock, cardHtml, type Reason } from './card-html'

export function Card({ paper, reason, clock }: { paper: PaperCard; reason: Reason; clock: Clock }) {
  return (
    <article
      id={`paper-${paper.id}`}
      data-paper-id={paper.id}
      className="card"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: cardHtml escapes every value
      dangerouslySetInnerHTML={{ __html: cardHtml(paper, reason, clock) }}
    />
  )
}
