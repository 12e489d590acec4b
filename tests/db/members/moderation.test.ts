import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../src/db/client.ts'
import { listPaper, setOrganization, unlistPaper } from '../../../src/db/editions/curation.ts'
import { listActs, moderate } from '../../../src/db/members/moderation.ts'
import {
  banMember,
  changeRole,
  findAccount,
  listOfficers,
  unbanMember,
} from '../../../src/db/members/roles.ts'
import { findPaper } from '../../../src/db/papers/papers.ts'
import { recountPapers } from '../../../src/db/votes/recount.ts'
import { castVote } from '../../../src/db/votes/votes.ts'
import { useDatabase } from '../../support/database.ts'
import { aDraft, NEW_YORK } from '../../support/papers.ts'
import { aMember, aMemberRow } from '../../support/sign-in.ts'
import { given, idOf, NOW, votesLog } from '../given-papers.ts'

useDatabase()

const BY = { actor: 'curator-1', now: NOW }
const OTHER = { actor: 'curator-2', now: NOW }
const acts = async () => (await listActs(null, 100)).map(({ act }) => act)
const unlisted = (more = {}) => aDraft({ listings: [], ...more })
const inEdition = (paperId: string, date = '2026-02-10', isNewest = true) => ({
  paperId,
  date,
  isNewest,
  clock: NEW_YORK,
})

beforeEach(async () => {
  await db().paper.deleteMany()
  await db().member.deleteMany()
  await db().$executeRaw`truncate moderation_log`
})

describe('the log', () => {
  it('keeps nothing of an act that failed', async () => {
    const paper = unlisted()
    await given(paper)
    const failing = moderate(async (tx) => {
      await tx.paper.update({ where: { id: idOf(paper) }, data: { title: 'Changed' } })
      return { at: NOW, actor: 'curator-1', act: 'list', paperId: idOf(paper), detail: '\0' }
    })
    await expect(failing).rejects.toThrow()
    expect((await findPaper(idOf(paper)))?.title).toBe(paper.title)
    expect(await acts()).toEqual([])
  })

  it('is read page by page, newest first, without a gap', async () => {
    for (let number = 1; number <= 7; number++) {
      // Two of a kind at the same instant.
      const at = new Date(NOW.getTime() + Math.floor(number / 2))
      await moderate(async () => ({ at, actor: 'one', act: 'ban', member: `m-${number}` }))
    }
    const seen: (string | null)[] = []
    let after: number | null = null
    for (;;) {
      const page = await listActs(after, 3)
      seen.push(...page.map(({ member }) => member))
      if (page.length === 0) break
      after = page.at(-1)?.id ?? null
    }
    expect(seen).toEqual(['m-7', 'm-6', 'm-5', 'm-4', 'm-3', 'm-2', 'm-1'])
    expect(await listActs(999_999, 3)).toEqual([])
  })
})

describe('listing', () => {
  it('puts a paper after those of the edition, once, though two curators press at once', async () => {
    const [first, late] = [aDraft(), unlisted({ votes: 8 })]
    await given({ ...first, listings: [{ date: '2026-02-10', listedAt: null }] }, late)
    const done = await Promise.all([
      listPaper(inEdition(idOf(late)), BY),
      listPaper(inEdition(idOf(late)), OTHER),
    ])
    expect(done.toSorted()).toEqual([false, true])
    expect(await acts()).toEqual(['list'])
    const paper = await findPaper(idOf(late))
    expect(paper?.listings).toEqual([{ date: '2026-02-10', rank: 1 }])
    expect(paper?.appearedAt).toEqual(NOW)
    expect(paper?.score).toBeCloseTo(votesLog(NOW.toISOString(), 8), 5)
    const row = await db().listing.findFirst({ where: { paperId: idOf(late) } })
    expect(row?.position).toBe(1)
  })

  it('in an older edition counts from when that opened', async () => {
    const paper = unlisted({ votes: 8 })
    await given(paper)
    expect(await listPaper(inEdition(idOf(paper), '2026-01-12', false), BY)).toBe(true)
    expect((await findPaper(idOf(paper)))?.appearedAt).toEqual(new Date('2026-01-12T01:00:00Z'))
  })

  it('of an unknown or removed paper does nothing', async () => {
    expect(await listPaper(inEdition('2601.99999'), BY)).toBe(false)
    const paper = unlisted()
    await given(paper)
    await db().paper.update({
      where: { id: idOf(paper) },
      data: { removedAt: NOW, removedReason: 'Spam' },
    })
    expect(await listPaper(inEdition(idOf(paper)), BY)).toBe(false)
    expect(await acts()).toEqual([])
  })

  it('is undone on one date and stays on the others', async () => {
    const paper = aDraft({ votes: 3, listings: [{ date: '2026-02-06', listedAt: null }] })
    await given(paper)
    await listPaper(inEdition(idOf(paper)), BY)
    expect(await unlistPaper(idOf(paper), '2026-02-06', 'Listed twice', BY)).toBe(true)
    expect(await unlistPaper(idOf(paper), '2026-02-06', 'Listed twice', BY)).toBe(false)
    const after = await findPaper(idOf(paper))
    expect(after?.listings).toEqual([{ date: '2026-02-10', rank: 1 }])
    expect(after?.appearedAt).toEqual(NOW)
    await unlistPaper(idOf(paper), '2026-02-10', 'Not here', BY)
    expect(await findPaper(idOf(paper))).toMatchObject({ listings: [], score: -Infinity })
    expect(await acts()).toEqual(['unlist', 'unlist', 'list'])
  })
})

describe('an organization that a curator sets', () => {
  const named = (name: string) => ({ organization: { slug: name.toLowerCase(), name } })

  it('stands above what sources say later, and an empty one too', async () => {
    const [first, second] = [unlisted(named('Wrong')), unlisted(named('Wrong'))]
    await given(first, second)
    expect(await setOrganization(idOf(first), 'Søren’s <Lab>', BY)).toBe(true)
    expect(await setOrganization(idOf(second), '', BY)).toBe(true)
    expect(await setOrganization(idOf(second), '', OTHER)).toBe(false)
    const later = { ...named('Newer'), observedAt: '2026-02-12T00:00:00.000Z' }
    await given({ ...first, ...later }, { ...second, ...later })
    expect((await findPaper(idOf(first)))?.organization).toEqual({
      slug: 'sorens-lab',
      name: 'Søren’s <Lab>',
    })
    expect((await findPaper(idOf(second)))?.organization).toBeNull()
    expect((await listActs(null, 10)).map(({ detail }) => detail)).toEqual(['', 'Søren’s <Lab>'])
  })

  it('is one that is known, by slug or by name in any case', async () => {
    const known = unlisted({ organization: { slug: 'deep-ai', name: 'DeepThought' } })
    const papers = [unlisted(), unlisted()]
    await given(known, ...papers)
    for (const [index, name] of ['deepthought', 'Deep AI'].entries()) {
      const id = idOf(papers[index] ?? known)
      await setOrganization(id, name, BY)
      expect((await findPaper(id))?.organization).toEqual({ slug: 'deep-ai', name: 'DeepThought' })
    }
  })
})

describe('a member who is banned', () => {
  it('is signed out, and the votes leave counts and rank for good', async () => {
    const paper = aDraft({ votes: 2 })
    await given(paper)
    const { id } = await aMember({ email: 'loud@example.org', role: 'curator' })
    const quiet = await aMemberRow({ createdAt: new Date('2025-01-01') })
    const ask = { paperId: idOf(paper), network: null, now: NOW }
    await castVote({ ...ask, memberId: id })
    await castVote({ ...ask, memberId: quiet })
    expect(await db().session.count({ where: { memberId: id } })).toBe(1)

    const done = await Promise.all([banMember(id, 'Sells votes', BY), banMember(id, 'Same', OTHER)])
    expect(done.toSorted()).toEqual([false, true])
    expect(await db().session.count({ where: { memberId: id } })).toBe(0)
    expect((await findPaper(idOf(paper)))?.votes).toBe(3)
    expect(await castVote({ ...ask, memberId: id })).toBeNull()
    expect(await recountPapers([idOf(paper)], NOW)).toEqual({ judged: 0, repaired: 0 })
    expect(await findAccount({ email: 'loud@example.org' })).toMatchObject({
      bannedAt: NOW,
      role: 'member',
    })

    expect(await unbanMember(id, BY)).toBe(true)
    expect(await unbanMember(id, BY)).toBe(false)
    expect((await findPaper(idOf(paper)))?.votes).toBe(3)
    expect(await acts()).toEqual(['unban', 'ban'])
  })

  it('leaves no vote behind, though they press while it happens', async () => {
    const papers = Array.from({ length: 30 }, () => aDraft())
    await given(...papers)
    const memberId = await aMemberRow({ createdAt: new Date('2025-01-01') })
    const press = (draft: (typeof papers)[number]) =>
      castVote({ memberId, paperId: idOf(draft), network: null, now: NOW })
    await Promise.all([
      ...papers.slice(0, 15).map(press),
      banMember(memberId, 'Sells votes', BY),
      ...papers.slice(15).map(press),
    ])
    expect(await db().vote.count({ where: { memberId, withdrawnAt: null } })).toBe(0)
    expect(await db().paper.count({ where: { voteCount: { gt: 0 } } })).toBe(0)
  })
})

describe('roles', () => {
  it('are given once and logged with the handle', async () => {
    const id = await aMemberRow()
    expect(await changeRole(id, 'curator', BY)).toBe(true)
    expect(await changeRole(id, 'curator', BY)).toBe(false)
    expect(await changeRole('nobody', 'admin', BY)).toBe(false)
    expect((await listOfficers()).map(({ handle, role }) => [handle, role])).toEqual([
      [id, 'curator'],
    ])
    expect(await listActs(null, 9)).toMatchObject([
      { act: 'grant-role', member: id, detail: 'curator' },
    ])
  })
})
