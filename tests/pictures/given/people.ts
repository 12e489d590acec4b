/** The people of the pictures, and what they voted for, saved and hid. */
import { db } from '../../../src/db/client.ts'
import { hidePaper, notePaperSeen, savePaper } from '../../../src/db/papers/marks.ts'
import { castVote } from '../../../src/db/votes/votes.ts'
import { aMember, type TestMember } from '../../support/sign-in.ts'
import type { Who } from '../state.ts'
import { hoursAgo, NOW } from './moment.ts'

const NAMES: Record<Who | 'bo' | 'quiet', string> = {
  member: 'ada',
  newcomer: 'newcomer',
  fresh: 'finn',
  curator: 'cora',
  admin: 'root',
  bo: 'bo',
  quiet: 'quentin',
}
export type People = Record<keyof typeof NAMES, TestMember>
/** Nobody's names. */
const CROWD = [...'abcdefghijklmnop'].map((letter) => `${letter}-voter`)

export async function givePeople(): Promise<People> {
  const people: Partial<People> = {}
  for (const [who, handle] of Object.entries(NAMES)) {
    const role = who === 'curator' || who === 'admin' ? who : 'member'
    people[who as keyof People] = await aMember({ email: `${handle}@example.org`, role })
  }
  const set = (handle: string, data: object) => db().member.update({ where: { handle }, data })
  await set('ada', { name: 'Ada Example', previousVisitAt: hoursAgo(20), lastActiveAt: NOW })
  await set('bo', { name: 'Bo Sample' })
  await set('cora', { name: 'Cora Beispiel' })
  await set('quentin', { hidesActivity: true })
  await set('newcomer', { handle: 'reader-4711', handleChosenAt: null })
  await db().$executeRaw`update members set created_at = '2025-11-03T10:00:00Z'`
  return people as People
}

/** Votes fall off from the first paper to the last; the member's own marks stand among the first. */
export async function giveMarks({ member, bo }: People, papers: string[]): Promise<void> {
  const crowd = await Promise.all(
    CROWD.map((handle) => aMember({ email: `${handle}@example.org` })),
  )
  await db()
    .$executeRaw`update members set created_at = '2025-12-01T10:00:00Z' where handle like '%-voter'`
  for (const [place, paperId] of papers.entries()) {
    const voters = crowd.slice(0, Math.max(0, CROWD.length - place * 2))
    for (const [n, { id: memberId }] of voters.entries())
      await castVote({
        memberId,
        paperId,
        network: null,
        now: hoursAgo(1 + ((place + n * 3) % 13)),
      })
  }
  const ask = (paperId = '') => ({ memberId: member.id, paperId, on: true, now: hoursAgo(2) })
  for (const place of [1, 2]) {
    await castVote({ ...ask(papers[place]), network: null })
    await castVote({ ...ask(papers[place]), memberId: bo.id, network: null })
  }
  for (const place of [2, 3, 9]) await savePaper(ask(papers[place]))
  for (const place of [4, 5]) await notePaperSeen(member.id, papers[place] ?? '', NOW)
  for (const place of [14, 15]) await hidePaper(ask(papers[place]))
}
