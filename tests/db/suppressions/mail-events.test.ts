import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listActs } from '../../../src/db/members/moderation.ts'
import { unsubscribeToken } from '../../../src/db/subscriptions/mail-secrets.ts'
import { findSubscription, subscribe } from '../../../src/db/subscriptions/subscriptions.ts'
import {
  liftAddress,
  liftSuppression,
  listSuppressions,
} from '../../../src/db/suppressions/suppression-list.ts'
import {
  findSuppression,
  type MailEventKind,
  recordMailEvent,
  suppressBounced,
} from '../../../src/db/suppressions/suppressions.ts'
import { keepUnread, listUnread } from '../../../src/db/suppressions/unread-mail-events.ts'
import { env } from '../../../src/env.ts'
import { planDigests } from '../../../src/jobs/plan-digests.ts'
import { takeReturnedMail } from '../../../src/jobs/take-returned-mail.ts'
import { aComplaint, aMailToUnsubscribe, aReport } from '../../mail/given-returned-mail.ts'
import { useDatabase } from '../../support/database.ts'
import { aDraft } from '../../support/papers.ts'
import { aSubscriber, TEST_SECRET, WISHES } from '../../support/subscribers.ts'
import { given } from '../given-papers.ts'

const EMAIL = 'ada@example.org'
const NOW = new Date('2026-02-09T13:30:00Z')
const daysLater = (days: number) => new Date(NOW.getTime() + days * 86_400_000)
const { query } = useDatabase()
let told = 0

const tell = (kind: MailEventKind, now = NOW, more = {}) => {
  const event = { provider: 'test', eventId: `e${++told}`, kind, email: EMAIL, deliveryId: null }
  return recordMailEvent({ ...event, reason: 'said so', ...more }, now)
}
const statusOf = async (email = EMAIL) => (await findSubscription(email))?.status

beforeAll(async () => {
  Object.assign(env(), { AUTH_SECRET: TEST_SECRET, LIMITS: 'off' })
  await given(aDraft())
})
beforeEach(async () => {
  await query(
    'truncate subscriptions, deliveries, digests, suppressions, mail_events, unread_mail_events, moderation_log cascade',
  )
})

/** A digest to Ada that the relay has taken; its number and Message-ID. */
async function aSentMail(): Promise<{ id: string; message_id: string }> {
  await aSubscriber({ email: EMAIL })
  await planDigests(NOW)
  const [row] = await query<{ id: string; message_id: string }>(
    "update deliveries set status = 'sent', sent_at = $1 returning id, message_id",
    [NOW],
  )
  if (!row) throw new Error('Nothing was planned.')
  return row
}

describe('an event', () => {
  it('of a hard bounce suppresses, of a complaint ends the subscription too', async () => {
    await aSubscriber({ email: EMAIL })
    await tell('hard_bounce')
    expect(await findSuppression(EMAIL)).toBe('hard_bounce')
    expect(await statusOf()).toBe('confirmed')
    await tell('complaint')
    expect(await findSuppression(EMAIL)).toBe('complaint')
    expect(await statusOf()).toBe('unsubscribed')
    expect(await query('select left_by from subscriptions')).toEqual([{ left_by: 'complaint' }])
  })

  it('of somebody who unsubscribed elsewhere ends the subscription and suppresses nothing', async () => {
    await aSubscriber({ email: EMAIL })
    await tell('unsubscribe')
    expect([await statusOf(), await findSuppression(EMAIL)]).toEqual(['unsubscribed', null])
  })

  it('counts once, however often it is told', async () => {
    const again = { eventId: 'same' }
    const all = await Promise.all(Array.from({ length: 5 }, () => tell('complaint', NOW, again)))
    expect(all.filter(Boolean)).toHaveLength(1)
  })

  it('keeps no address and no words beyond measure', async () => {
    await tell('soft_bounce', NOW, { reason: `\0${'x'.repeat(5_000)}` })
    const rows = await query('select * from mail_events')
    expect(JSON.stringify(rows)).not.toContain(EMAIL)
    expect(JSON.stringify(rows).length).toBeLessThan(1_000)
  })
})

describe('soft bounces', () => {
  const days = async (list: number[]) => {
    for (const day of list) await tell('soft_bounce', daysLater(day))
  }

  it('suppress on five days over a week, and not before', async () => {
    await days([0, 1, 2, 3])
    expect(await findSuppression(EMAIL)).toBeNull()
    await days([6.9])
    expect(await findSuppression(EMAIL)).toBeNull()
    await days([7])
    expect(await findSuppression(EMAIL)).toBe('soft_bounces')
  })

  it('of one day are one, and of more than a month ago none', async () => {
    await days([0, 0.01, 0.02, 0.03, 8, 8.01])
    expect(await findSuppression(EMAIL)).toBeNull()
    await days([40, 41, 42, 43])
    expect(await findSuppression(EMAIL)).toBeNull()
  })

  it('begin anew when a mail is told to have arrived', async () => {
    await days([0, 1, 2, 3])
    await tell('delivered', daysLater(5))
    await days([8, 9, 10])
    expect(await findSuppression(EMAIL)).toBeNull()
  })

  it('begin anew when a mail has not come back in five days', async () => {
    const { id } = await aSentMail()
    await query('update deliveries set sent_at = $1', [daysLater(3.5)])
    await days([0, 1, 2, 3, 9])
    expect(await findSuppression(EMAIL)).toBeNull()
    await tell('soft_bounce', daysLater(9.1), { deliveryId: id })
    expect(await findSuppression(EMAIL)).toBe('soft_bounces')
  })
})

describe('a suppression', () => {
  it('is listed with a masked address, and holds no other', async () => {
    const { id } = await aSentMail()
    await suppressBounced(id, NOW)
    expect(await listSuppressions(5)).toMatchObject([
      {
        masked: 'a…a@example.org',
        reason: 'hard_bounce',
        source: `delivery ${id}`,
        createdAt: NOW,
      },
    ])
    expect(JSON.stringify(await query('select * from suppressions'))).not.toContain(EMAIL)
  })

  it('is lifted in public, without the address; who asks anew is told the truth', async () => {
    await tell('complaint')
    expect(await subscribe(EMAIL, WISHES, NOW)).toBeNull()
    expect(await liftAddress(' ADA@example.org ', { actor: 'root', now: NOW })).toBe(true)
    expect(await liftAddress(EMAIL, { actor: 'root', now: NOW })).toBe(false)
    expect(await liftAddress('nonsense', { actor: 'root', now: NOW })).toBe(false)
    const acts = await listActs(null, 5)
    expect(acts).toMatchObject([
      { actor: 'root', act: 'lift-suppression', member: null, detail: null },
    ])
    expect(JSON.stringify(acts)).not.toMatch(/ada|example/)
    expect(await subscribe(EMAIL, WISHES, NOW)).toMatchObject({ kind: 'confirm', email: EMAIL })
  })

  it('is lifted by its id, once; the bounces from before no longer count', async () => {
    for (const day of [0, 1, 2, 3, 7]) await tell('soft_bounce', daysLater(day))
    const [{ id } = { id: '' }] = await listSuppressions(1)
    const lifts = [1, 2, 3].map(() => liftSuppression(id, { actor: 'root', now: NOW }))
    expect((await Promise.all(lifts)).filter(Boolean)).toHaveLength(1)
    await tell('soft_bounce', daysLater(8))
    expect(await findSuppression(EMAIL)).toBeNull()
  })
})

describe('a mail that came back', () => {
  it('counts by its return path, whoever its report names', async () => {
    const { id } = await aSentMail()
    const report = aReport({
      to: `bounces+${id}@papers.example.org`,
      recipients: [{ final: 'somebody@else.example', original: 'bo@example.org' }],
    })
    expect(await takeReturnedMail(report, NOW)).toBe('Recorded: hard bounce.')
    expect(await findSuppression(EMAIL)).toBe('hard_bounce')
    expect(await findSuppression('bo@example.org')).toBeNull()
    expect(await query('select status from deliveries')).toEqual([{ status: 'bounced' }])
    expect(await takeReturnedMail(report, NOW)).toContain('Ignored')
  })

  it('counts by its Message-ID', async () => {
    const { message_id: messageId } = await aSentMail()
    expect(await takeReturnedMail(aComplaint({ messageId }), NOW)).toBe('Recorded: complaint.')
    expect([await findSuppression(EMAIL), await statusOf()]).toEqual(['complaint', 'unsubscribed'])
  })

  it('counts for nothing when it is of no mail of ours, whatever it says', async () => {
    await aSentMail()
    const other = 'f3b0c442-98fc-4c14-9afb-f4c8996fb924'
    for (const mail of [
      aReport({ to: `bounces+${other}@papers.example.org` }),
      aReport({ messageId: 'forged@papers.example.org' }),
      aReport({ recipients: [{ final: EMAIL }] }),
      aComplaint({ messageId: 'forged@papers.example.org' }),
      Buffer.from('Subject: nothing\r\n\r\n'),
    ])
      expect(await takeReturnedMail(mail, NOW)).toContain('Ignored')
    expect([await findSuppression(EMAIL), await statusOf()]).toEqual([null, 'confirmed'])
    expect(await query('select 1 from mail_events')).toEqual([])
  })

  it('of a reader who says that it is no spam changes nothing', async () => {
    const { message_id: messageId } = await aSentMail()
    await takeReturnedMail(aComplaint({ type: 'not-spam', messageId }), NOW)
    expect([await findSuppression(EMAIL), await statusOf()]).toEqual([null, 'confirmed'])
  })

  it('to the address that unsubscribes stops what its token says', async () => {
    await aSubscriber({ email: EMAIL })
    const mail = async (token: string) =>
      takeReturnedMail(aMailToUnsubscribe(`unsubscribe ${token}`), NOW)
    await mail(`d${'A'.repeat(32)}`)
    await mail(await unsubscribeToken('bo@example.org'))
    expect(await statusOf()).toBe('confirmed')
    await mail(await unsubscribeToken(EMAIL))
    expect(await query('select status, left_by from subscriptions')).toEqual([
      { status: 'unsubscribed', left_by: 'mail' },
    ])
  })
})

describe('what nobody understood', () => {
  it('is kept a month, and no more than five hundred', async () => {
    const keep = (n: number, now: Date) =>
      keepUnread(
        { provider: 'mailgun', reason: `no ${n}`, payload: `\0${'x'.repeat(20_000)}` },
        now,
      )
    await keep(0, daysLater(-31))
    for (let n = 1; n <= 3; n++) await keep(n, NOW)
    const kept = await listUnread(1_000)
    expect(kept.map(({ reason }) => reason)).toEqual(['no 3', 'no 2', 'no 1'])
    expect(kept[0]?.payload).toHaveLength(10_000)
    await query(
      `insert into unread_mail_events (provider, reason, payload, received_at)
       select 'x', 'x', 'x', $1 from generate_series(1, 600)`,
      [NOW],
    )
    await keep(4, NOW)
    expect(await listUnread(1_000)).toHaveLength(500)
  })
})
