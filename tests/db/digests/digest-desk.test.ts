import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../src/db/client.ts'
import {
  dropHeldMail,
  listDigests,
  listHeldMails,
  listMissedMails,
  pauseDigest,
  resendHeldMail,
  resendHeldMails,
  resumeDigest,
} from '../../../src/db/digests/digest-desk.ts'
import { findLastRun, findLastSent } from '../../../src/db/digests/digest-runs.ts'
import { listActs } from '../../../src/db/members/moderation.ts'
import { forgetSubscription } from '../../../src/db/subscriptions/own-subscription.ts'
import { recordMailEvent } from '../../../src/db/suppressions/suppressions.ts'
import { planDigests } from '../../../src/jobs/plan-digests.ts'
import { sendDigests } from '../../../src/jobs/send-digests.ts'
import { at } from '../../support/clock.ts'
import { useDatabase } from '../../support/database.ts'
import { useSmtpSink } from '../../support/mail-settings.ts'
import { aDraft } from '../../support/papers.ts'
import { aSubscriber, manySubscribers } from '../../support/subscribers.ts'
import { given } from '../given-papers.ts'

const NOW = new Date('2026-02-09T13:30:00Z')
const LATER = new Date('2026-02-10T13:30:00Z')
const database = useDatabase()
const sink = useSmtpSink()
const query = database.query
const BY_ADMIN = { actor: 'admin-1', now: LATER }
const lastActs = () => listActs(null, 5)

beforeAll(() => given(aDraft()))
beforeEach(async () => {
  sink.taken().length = 0
  await query(
    'truncate subscriptions, deliveries, digests, digest_runs, mail_events, suppressions, moderation_log cascade',
  )
})

describe('the reconciliation of a digest', () => {
  it('adds up, whatever became of its mails', async () => {
    await manySubscribers(10)
    await planDigests(NOW)
    const states = [
      'queued',
      'sent',
      'in_doubt',
      'held',
      'failed',
      'bounced',
      'cancelled',
      'expired',
    ]
    for (const [index, status] of states.entries()) {
      await query(
        `update deliveries set status = $1, sent_at = case when $1 = 'sent' then now() end
         where id = (select id from deliveries order by id offset $2 limit 1)`,
        [status, index],
      )
    }
    const [digest, ...more] = await listDigests(10)
    expect(more).toEqual([])
    expect(digest).toMatchObject({
      key: 'daily-20260201T130000-20260209T130000-all',
      status: 'open',
      papers: 1,
    })
    const parts = [
      'sent',
      'remaining',
      'held',
      'failed',
      'bounced',
      'cancelled',
      'expired',
    ] as const
    expect(digest?.planned).toBe(10)
    expect(parts.reduce((sum, name) => sum + (digest?.[name] ?? 0), 0)).toBe(10)
    const missed = await listMissedMails(Number(digest?.id))
    expect(missed.map(({ status }) => status).sort()).toEqual([
      ...['bounced', 'cancelled', 'expired', 'failed', 'held'],
    ])
  })
})

describe('a held mail', () => {
  beforeEach(async () => {
    await aSubscriber({ email: 'ada@example.org' })
    await planDigests(NOW)
    await query("update deliveries set status = 'held', doubt = 2")
  })

  it('is sent once more when an operator says so, even late', async () => {
    const [mail] = await listHeldMails(10)
    expect(mail).toMatchObject({
      email: 'ada@example.org',
      digest: expect.stringContaining('daily-'),
    })
    const id = mail?.id ?? ''
    expect(await resendHeldMail(id, new Date(LATER.getTime() + 3_600_000), BY_ADMIN)).toBe(true)
    expect(await resendHeldMail(id, LATER, BY_ADMIN)).toBe(false)
    expect(await sendDigests(at(LATER))).toMatchObject({ sent: 1, held: 0 })
    expect(await listHeldMails(10)).toEqual([])
    expect(await lastActs()).toMatchObject([
      { act: 'resend-mail', actor: 'admin-1', detail: expect.stringContaining('the daily digest') },
    ])
  })

  it('goes with all others of its digest when an operator says so, which is logged', async () => {
    await query('truncate subscriptions, deliveries, digests cascade')
    await manySubscribers(2)
    await planDigests(NOW)
    await query("update deliveries set status = 'held', doubt = 2")
    const [digest] = await listDigests(1)
    const by = { actor: 'root', now: LATER }
    const until = new Date(LATER.getTime() + 3_600_000)
    expect(await resendHeldMails(digest?.id ?? 0, by, until)).toBe(true)
    expect(await resendHeldMails(digest?.id ?? 0, by, until)).toBe(false)
    const acts = await listActs(null, 10)
    expect(acts.filter(({ act }) => act === 'resend-digest')).toHaveLength(1)
    expect(await sendDigests(at(LATER))).toMatchObject({ sent: 2, held: 0 })
  })

  it('is dropped when an operator says so, and its papers come with the next', async () => {
    const [mail] = await listHeldMails(10)
    expect(await dropHeldMail(mail?.id ?? '', BY_ADMIN)).toBe(true)
    expect(await dropHeldMail(mail?.id ?? '', BY_ADMIN)).toBe(false)
    expect(await lastActs()).toMatchObject([{ act: 'drop-mail', actor: 'admin-1' }])
    expect(JSON.stringify(await lastActs())).not.toContain('ada@')
    expect(await sendDigests(at(NOW))).toMatchObject({ sent: 0, remaining: 0 })
    expect(await sendDigests(at(LATER))).toMatchObject({ planned: 1, sent: 1, remaining: 0 })
    expect(await query('select status from deliveries order by due_at')).toEqual([
      { status: 'cancelled' },
      { status: 'sent' },
    ])
  })
})

describe('a digest that is paused', () => {
  it('waits until it is resumed, and the log says who did it, but not for which topics', async () => {
    await aSubscriber({ topics: ['cs.CL'] })
    await planDigests(NOW)
    const [digest] = await listDigests(1)
    const id = Number(digest?.id)
    const by = { actor: 'root', now: NOW }
    expect(await resumeDigest(id, '', by)).toBe(false)
    expect(await pauseDigest(id, 'A wrong title', by)).toBe(true)
    expect(await pauseDigest(id, 'A wrong title', by)).toBe(false)
    expect(await sendDigests(at(NOW))).toMatchObject({ sent: 0, remaining: 1 })
    expect(await resumeDigest(id, '', by)).toBe(true)
    expect(await sendDigests(at(NOW))).toMatchObject({ sent: 1, remaining: 0 })
    const detail = 'the daily digest of 9 February 2026'
    expect(await listActs(null, 5)).toMatchObject([
      { act: 'resume-digest', actor: 'root', detail, reason: null },
      { act: 'pause-digest', actor: 'root', detail, reason: 'A wrong title' },
    ])
  })
})

describe('who leaves for good', () => {
  it('is mailed no more and leaves only counts', async () => {
    await aSubscriber({ email: 'ada@example.org' })
    await planDigests(NOW)
    await db().$transaction((tx) => forgetSubscription(tx, 'ada@example.org'))
    expect(await sendDigests(at(NOW))).toMatchObject({ sent: 0, remaining: 0 })
    expect(await listDigests(1)).toMatchObject([{ planned: 1, cancelled: 1 }])
  })
})

describe('what is known of the last mail', () => {
  it('is when it was sent, that it came back, and what the run did', async () => {
    expect(await findLastSent()).toBeNull()
    await aSubscriber({ email: 'ada@example.org' })
    await sendDigests(at(NOW))
    expect(await findLastSent()).toEqual({ at: NOW, mails: 1 })
    expect(await findLastRun()).toMatchObject({ startedAt: NOW, paused: null })
    await sendDigests(at(NOW))
    expect(await query('select report from digest_runs')).toMatchObject([{ report: { sent: 1 } }])
    const [{ id } = { id: '' }] = await query<{ id: string }>('select id from deliveries')
    const bounce = { provider: 'x', eventId: '1', email: null, deliveryId: id, reason: 'gone' }
    expect(await recordMailEvent({ ...bounce, kind: 'hard_bounce' }, NOW)).toBe(true)
    expect(await recordMailEvent({ ...bounce, kind: 'hard_bounce' }, NOW)).toBe(false)
    expect(await listDigests(1)).toMatchObject([{ sent: 0, bounced: 1 }])
    expect(await query("select 1 from suppressions where reason = 'hard_bounce'")).toHaveLength(1)
  })
})
