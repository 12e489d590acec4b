'use client'
/** Papers in a list; a client component, since a page of server components takes 45 ms instead of 28. */
import { type Marks, NO_MARKS } from '@/domain/marks'
import type { PaperCard } from '@/domain/paper-card'
import { Card, type Clock, type Reason } from './card'

type Props = {
  papers: PaperCard[]
  reason: Reason
  clock: Clock
  isMember: boolean
  /** What the reader has done with each paper, by its id. */
  marks: Map<string, Marks>
}

export function Cards({ papers, marks, ...shown }: Props) {
  return papers.map((paper) => (
    <Card key={paper.id} paper={paper} marks={marks.get(paper.id) ?? NO_MARKS} {...shown} />
  ))
}
