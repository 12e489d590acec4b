/** A paper in a list. */
import type { PaperCard } from '@/domain/paper-card'
import { type Clock, cardHtml, type Reason, type Viewer } from './card-html'

type Props = { paper: PaperCard; reason: Reason; clock: Clock; viewer: Viewer }

export function Card({ paper, reason, clock, viewer }: Props) {
  return (
    <article
      id={`paper-${paper.id}`}
      data-paper-id={paper.id}
      className={viewer.marks.isSeen ? 'card seen' : 'card'}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: cardHtml escapes every value
      dangerouslySetInnerHTML={{ __html: cardHtml(paper, { reason, clock, viewer }) }}
    />
  )
}
