/** A paper in a list. */
import type { PaperCard } from '@/domain/paper-card'
import { CardFrame } from './card-frame'
import { type Clock, cardHtml, type Reason, type Viewer } from './card-html'
import { keepCard, markOf } from './card-store'

type Props = {
  paper: PaperCard
  reason: Reason
  clock: Clock
  viewer: Viewer
  /** Whether the answer is HTML, which has the card in it already. */
  isWholePage?: boolean
}

export function Card({ paper, reason, clock, viewer, isWholePage = false }: Props) {
  const html = cardHtml(paper, { reason, clock, viewer })
  const mark = markOf(html)
  if (isWholePage) keepCard(mark, html)
  const sent = isWholePage ? { mark } : { mark, html }
  // A card that has changed is a new one; one that has not keeps what the reader did in it.
  return <CardFrame key={mark} id={paper.id} isSeen={viewer.marks.isSeen} {...sent} />
}
