import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../src/db/client.ts'
import { exportAccount } from '../../../src/db/members/accounts.ts'
import { subscribeOwner } from '../../../src/db/subscriptions/own-subscription.ts'
import { recountPapers } from '../../../src/db/votes/recount.ts'
import { castVote } from '../../../src/db/votes/votes.ts'
import { planDigests } from '../../../src/jobs/plan-digests.ts'
import { JOBS } from '../../../src/jobs/schedule.ts'
import { useDatabase } from '../../support/database.ts'
import { aDraft } from '../../support/papers.ts'
import { aMember, aMemberRow } from '../../support/sign-in.ts'
import { given, idOf } from '../given-papers.ts'

const { query } = useDatabase()

const NOW = new Date('2026-02-09T13:30:00Z')
const DAY_MS = 86_400_000
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY_MS)
const forget = () => JOBS.forget?.run(() => NOW)

beforeEach(async () => {
  await query('truncate papers, members, mailbox, verifications, resting_handles cascade')
})

describe('what is kept for a while', () => {
  it('is forgotten after thirty days, counted, and once', async () => {
    const paper = aDraft()
    await given(paper)
    const [old, fresh] = [await aMemberRow(), await aMemberRow()]
    const vote = { paperId: idOf(paper), network: '203.0.113.0/24' }
    await castVote({ ...vote, memberId: old, now: daysAgo(31) })
    await castVote({ ...vote, memberId: fresh, now: daysAgo(29) })
    const session = { ipAddress: '203.0.113.9', userAgent: 'A browser' }
    for (const [id, began, ends] of [
      ['old', 31, -29],
      ['new', 29, -31],
      ['over', 61, 1],
    ] as const) {
      const times = { createdAt: daysAgo(began), expiresAt: daysAgo(ends) }
      await db().session.create({ data: { id, token: id, memberId: old, ...session, ...times } })
    }
    const link = { identifier: 'magic-link:x', value: '{}' }
    await db().verification.create({ data: { id: 'v', ...link, expiresAt: daysAgo(1) } })
    await db().verification.create({ data: { id: 'w', ...link, expiresAt: daysAgo(-1) } })
    for (const days of [31, 29]) {
      const mail = {
        to: 'a@example.org',
        subject: 's',
        text: 't',
        links: [],
        bytes: Buffer.from('b'),
      }
      await db().mailboxMail.create({ data: { ...mail, receivedAt: daysAgo(days) } })
    }
    await db().restingHandle.create({ data: { handle: 'long-ago', until: daysAgo(1) } })
    await db().restingHandle.create({ data: { handle: 'of-late', until: daysAgo(-1) } })

    expect(await forget()).toEqual({
      networksOfVotes: 1,
      addressesOfSessions: 1,
      sessions: 1,
      links: 1,
      mailboxMails: 1,
      handles: 1,
    })
    const networks = await query('select member_id, network from votes order by cast_at')
    expect(networks).toEqual([
      { member_id: old, network: null },
      { member_id: fresh, network: vote.network },
    ])
    expect(await query('select id, ip_address from sessions order by id')).toEqual([
      { id: 'new', ip_address: session.ipAddress },
      { id: 'old', ip_address: null },
    ])
    expect(Object.values((await forget()) ?? {})).toEqual([0, 0, 0, 0, 0, 0])
  })

  it('changes no count and no rank by being forgotten', async () => {
    const paper = aDraft()
    await given(paper)
    for (let voter = 0; voter < 6; voter++) {
      const memberId = await aMemberRow({ createdAt: daysAgo(40) })
      const vote = { paperId: idOf(paper), network: '203.0.113.0/24', memberId }
      await castVote({ ...vote, now: daysAgo(39) })
    }
    await recountPapers([idOf(paper)], NOW)
    await forget()
    expect(await recountPapers([idOf(paper)], NOW)).toEqual({ judged: 0, repaired: 0 })
  })
})

describe('an export', () => {
  it('holds sessions, the subscription, and every mail with its dates, and no secret', async () => {
    await given(aDraft())
    const { id, email, cookie } = await aMember()
    const wishes = { topics: [], hour: 8, timeZone: 'America/New_York' }
    await subscribeOwner(email, { cadence: 'daily', ...wishes }, daysAgo(3))
    await planDigests(NOW)
    const whole = await exportAccount(id)
    expect(whole.sessions).toHaveLength(1)
    expect(whole.digest).toMatchObject({ email, status: 'confirmed', confirmedAt: daysAgo(3) })
    expect(whole.mails).toMatchObject([{ kind: 'digest', sentAt: null, status: 'queued' }])
    const token = decodeURIComponent(cookie.split('=')[1] ?? '').split('.')[0] ?? ''
    const [row] = await query<{ token: string }>('select token from sessions')
    for (const secret of [token, row?.token ?? ''])
      expect(JSON.stringify(whole)).not.toContain(secret)
    expect(Object.keys(whole.digest ?? {}).join()).not.toMatch(/hash|hmac|version/i)
  })
})
