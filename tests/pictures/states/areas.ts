/** All areas, in the order in which they are taken: the last ones break what they show. */
import type { Area } from '../state.ts'
import { desk } from './desk.ts'
import { cards, editions } from './editions.ts'
import { away, broken, refusals } from './failures.ts'
import { digests, members, signIn } from './members.ts'
import { papers, topics } from './papers.ts'
import { texts } from './text-pages.ts'

export const AREAS: Area[] = [
  editions,
  cards,
  papers,
  topics,
  texts,
  signIn,
  members,
  digests,
  desk,
  refusals,
  broken,
  away,
]
