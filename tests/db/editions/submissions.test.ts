import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../src/db/client.ts'
import { listPaper } from '../../../src/db/editions/curation.ts'
import {
  countWaitingSubmissions,
  declineSubmission,
  findSubmission,
  listWaitingSubmissions,
  submitPaper,
} from '../../../src/db/editions/submissions.ts'
import { listActs } from '../../../src/db/members/moderation.ts'
import { findLookedUp, keepLookedUp } from '../../../src/db/papers/looked-up-papers.ts'
import { findPaper } from '../../../src/db/papers/papers.ts'
import { removePaper } from '../../../src/db/papers/removals.ts'
import { castVote } from '../../../src/db/votes/votes.ts'
import type { PaperDraft } from '../../../src/domain/paper.ts'
import { useDatabase } from '../../support/database.ts'
import { aDraft, NEW_YORK } from '../../support/papers.ts'
import { aMemberRow } from '../../support/sign-in.ts'
import { given, idOf, NOW } from '../given-papers.ts'

useDatabase()

const BY = { actor: 'curator-1', now: NOW }
let member: string

beforeEach(async () => {
  await db().paper.deleteMany()
  await db().$executeRaw`truncate moderation_log`
  member = await aMemberRow({ createdAt: new Date('2025-01-01') })
})

const looked = () => aDraft({ source: 'arxiv', listings: [] })
const submit = (draft: PaperDraft | null, more: Partial<Parameters<typeof submitPaper>[0]> = {}) =>
  submitPaper({
    memberId: member,
    paperId: draft ? idOf(draft) : '',
    draft,
    note: null,
    now: NOW,
    clock: NEW_YORK,
    ...more,
  })

describe('submitting', () => {
  it('stores the paper, lists it nowhere and puts it into the queue', async () => {
    const draft = aDraft({ source: 'arxiv' })
    expect(await submit(draft, { note: 'Worth a look' })).toBe('submitted')
    expect(await findPaper(idOf(draft))).toMatchObject({ title: draft.title, listings: [] })
    expect(await listWaitingSubmissions(10)).toEqual([
      { paperId: idOf(draft), handle: member, submittedAt: NOW, note: 'Worth a look' },
    ])
    expect(await countWaitingSubmissions()).toBe(1)
    expect(await findSubmission(idOf(draft))).toMatchObject({ memberId: member, state: 'waiting' })
  })

  it('again changes nothing', async () => {
    const draft = looked()
    await submit(draft, { note: 'First' })
    expect(await submit(draft, { note: 'Second' })).toBe('here')
    expect((await listWaitingSubmissions(10)).map(({ note }) => note)).toEqual(['First'])
  })

  it('by twelve members at once makes one of them the submitter', async () => {
    const draft = looked()
    const members = await Promise.all(Array.from({ length: 12 }, () => aMemberRow()))
    const outcomes = await Promise.all(members.map((memberId) => submit(draft, { memberId })))
    expect(outcomes.filter((outcome) => outcome === 'submitted')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'here')).toHaveLength(11)
    const { submittedBy } = await db().paper.findUniqueOrThrow({ where: { id: idOf(draft) } })
    expect((await findSubmission(idOf(draft)))?.memberId).toBe(submittedBy)
    expect(submittedBy).toBe(members[outcomes.indexOf('submitted')])
  })

  it('takes a stored paper that no edition lists, and refuses one that is listed', async () => {
    const [unlisted, listed] = [looked(), aDraft()]
    await given(unlisted, listed)
    const stored = { draft: null }
    expect(await submit(unlisted, stored)).toBe('submitted')
    expect(await submit(listed, stored)).toBe('here')
    expect(await findSubmission(idOf(listed))).toBeNull()
  })

  it('refuses a removed paper, an unknown one, and a draft of another', async () => {
    const draft = looked()
    await given(draft)
    await removePaper(idOf(draft), 'Spam', BY)
    expect(await submit(draft)).toBe('removed')
    expect(await submit(null, { paperId: '2601.00001' })).toBe('unknown')
    expect(await submit(looked(), { paperId: '2601.00001' })).toBe('unknown')
    expect(await db().submission.count()).toBe(0)
  })

  it('takes the submitter’s own vote out of the rank', async () => {
    const draft = looked()
    await given(draft)
    await castVote({ memberId: member, paperId: idOf(draft), network: null, now: NOW })
    expect((await findPaper(idOf(draft)))?.score).toBeGreaterThan(0)
    await submit(draft, { draft: null })
    expect(await findPaper(idOf(draft))).toMatchObject({ votes: 1, score: -Infinity })
  })
})

describe('a waiting submission', () => {
  it('is decided once, by whichever curator comes first', async () => {
    const draft = looked()
    await submit(draft)
    const listing = { paperId: idOf(draft), date: '2026-02-10', isNewest: true, clock: NEW_YORK }
    const [isDeclined] = await Promise.all([
      declineSubmission(idOf(draft), 'Off topic', BY),
      declineSubmission(idOf(draft), 'Too old', BY),
    ]).then((done) => [done.filter(Boolean).length])
    expect(isDeclined).toBe(1)
    expect((await findSubmission(idOf(draft)))?.state).toBe('declined')
    expect(await listPaper(listing, BY)).toBe(true)
    expect((await findSubmission(idOf(draft)))?.state).toBe('listed')
    expect(await declineSubmission(idOf(draft), 'Off topic', BY)).toBe(false)
    expect((await listActs(null, 9)).map(({ act }) => act)).toEqual(['list', 'decline'])
  })

  it('stays in the queue without its submitter, and leaves it with its paper', async () => {
    const draft = looked()
    await submit(draft)
    await db().member.delete({ where: { id: member } })
    expect(await listWaitingSubmissions(10)).toMatchObject([{ handle: null }])
    await removePaper(idOf(draft), 'Spam', BY)
    expect(await listWaitingSubmissions(10)).toEqual([])
    expect(await countWaitingSubmissions()).toBe(0)
  })
})

describe('a paper looked up', () => {
  it('is known for a day', async () => {
    const draft = looked()
    await keepLookedUp(idOf(draft), draft, NOW)
    await keepLookedUp(idOf(draft), { ...draft, title: 'Newer' }, NOW)
    const later = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000)
    expect(await findLookedUp(idOf(draft), later(23))).toEqual({ ...draft, title: 'Newer' })
    expect(await findLookedUp(idOf(draft), later(25))).toBeNull()
    await keepLookedUp('2601.00002', looked(), later(25))
    expect(await db().lookedUpPaper.count()).toBe(1)
  })
})
