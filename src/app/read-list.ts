/** A page of a list as its reader sees it. */

import { findVisit, noteVisit } from '@/db/members/members'
import { readMarks } from '@/db/papers/marks'
import { countPapers, listPapers, type Scope } from '@/db/papers/paper-lists'
import { findSubscription } from '@/db/subscriptions/subscriptions'
import type { Cursor } from '@/domain/cursor'
import type { PaperCard } from '@/domain/paper-card'
import type { Order } from '@/domain/ranking'
import { ANYBODY, type Reader } from '@/domain/reader'
import { currentMember } from '@/session/current-member'
import { readRequest } from '@/session/request'
import { readClock } from './list-request'

type Ask = { scope: Scope; order: Order; after: Cursor | null; limit: number }

/** The papers that the member has not hidden, how many there are, and the member's own marks. */
export async function readList(ask: Ask) {
  const clock = readClock()
  const [{ papers, next, total }, member, { isPrefetch }] = await Promise.all([
    listAndCount(ask),
    currentMember(),
    readRequest(),
  ])
  const found = { next, total, clock }
  if (!member) return { ...found, papers, reader: ANYBODY }
  const [marks, since, subscription] = await Promise.all([
    readMarks(
      member.id,
      papers.map(({ id }) => id),
    ),
    isPrefetch ? findVisit(member.id) : noteVisit(member.id, clock.now),
    findSubscription(member.email),
  ])
  const shown = papers.filter(({ id }) => !marks.get(id)?.isHidden)
  const reader: Reader = {
    isMember: true,
    hasDigest: subscription?.status === 'confirmed',
    marks,
    hidden: papers.length - shown.length,
    fresh: since && countSince(shown, since),
  }
  return { ...found, papers: shown, reader }
}

/** A list that fits on one page needs no counting. */
async function listAndCount(ask: Ask) {
  const page = await listPapers(ask)
  const isWhole = !ask.after && !page.next
  return { ...page, total: isWhole ? page.papers.length : await countPapers(ask.scope) }
}

function countSince(papers: PaperCard[], since: Date): number {
  return papers.filter(({ appearedAt }) => appearedAt > since).length
}
