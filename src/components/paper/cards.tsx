/** Papers in a list. */
import { type Marks, NO_MARKS } from '@/domain/marks'
import type { PaperCard } from '@/domain/paper-card'
import { type Clock, cardHtml, type Reason } from './card-html'
import { CardsFrame } from './cards-frame'
import { keepCards, markOf } from './cards-store'

type Props = {
  papers: PaperCard[]
  reason: Reason
  clock: Clock
  isMember: boolean
  /** What the reader has done with each paper, by its id. */
  marks: Map<string, Marks>
  /** Whether the answer is HTML, into which the front puts the cards itself. */
  isWholePage?: boolean
}

export function Cards({ papers, reason, clock, isMember, marks, isWholePage = false }: Props) {
  const cards = papers.map((paper) => {
    const viewer = { isMember, marks: marks.get(paper.id) ?? NO_MARKS }
    return cardHtml(paper, { reason, clock, viewer })
  })
  const mark = markOf(cards)
  if (isWholePage) keepCards(mark, cards)
  // A list that has changed is a new one; one that has not keeps what the reader did in it.
  return <CardsFrame key={mark} mark={mark} html={isWholePage ? undefined : cards.join('')} />
}
