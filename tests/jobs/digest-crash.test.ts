import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { beginSending } from '../../src/db/deliveries/deliveries.ts'
import { env } from '../../src/env.ts'
import { planDigests } from '../../src/jobs/plan-digests.ts'
import { sendDigests } from '../../src/jobs/send-digests.ts'
import { POOL_SIZE } from '../../src/mail/relay.ts'
import { given } from '../db/given-papers.ts'
import { at } from '../support/clock.ts'
import { crashSenders } from '../support/crash-harness.ts'
import { useDatabase } from '../support/database.ts'
import { useSmtpSink } from '../support/mail-settings.ts'
import { aDraft } from '../support/papers.ts'
import { aSubscriber, manySubscribers } from '../support/subscribers.ts'

const NOW = new Date('2026-02-09T13:30:00Z')
const TOKEN = '11111111-1111-4111-8111-111111111111'
const database = useDatabase()
const sink = useSmtpSink()
const query = database.query

beforeAll(() => given(aDraft()))
beforeEach(async () => {
  sink.taken().length = 0
  await query('truncate subscriptions, deliveries, digests, suppressions, send_budget cascade')
})

describe('two senders of which one is killed again and again', () => {
  it('lose no mail, and send again only what was under way, the same', async () => {
    await manySubscribers(200)
    const options = { now: NOW, mails: 200, senders: 2, kills: 3 }
    const { lost, extra, different } = await crashSenders(database.url(), options)
    expect({ lost, different }).toEqual({ lost: 0, different: 0 })
    expect(extra).toBeLessThanOrEqual(3 * POOL_SIZE)
  }, 240_000)
})

describe('senders at once', () => {
  it('share the work: each mail leaves once', async () => {
    await manySubscribers(120)
    const reports = await Promise.all(Array.from({ length: 10 }, () => sendDigests(at(NOW))))
    const sum = (name: 'planned' | 'sent') => reports.reduce((all, one) => all + one[name], 0)
    expect([sum('planned'), sum('sent')]).toEqual([120, 120])
    expect(new Set(sink.taken().map(({ to }) => to.join())).size).toBe(120)
    expect(sink.taken()).toHaveLength(120)
  })

  it('keep to one budget', async () => {
    await manySubscribers(60)
    env().MAIL_PER_SECOND = 20
    const started = performance.now()
    await Promise.all([sendDigests(at(NOW)), sendDigests(at(NOW))])
    env().MAIL_PER_SECOND = 0
    expect(sink.taken()).toHaveLength(60)
    // The bucket is full at first; the other forty take two seconds.
    expect(performance.now() - started).toBeGreaterThanOrEqual(1_900)
  })
})

describe('a sender that died', () => {
  const dieAs = (status: string, doubt = 0) =>
    query(
      `update deliveries set status = $1, doubt = $2, attempt = 1, claim_token = $3::uuid,
        lease_until = now() - interval '1 second'`,
      [status, doubt, TOKEN],
    )
  const row = async () =>
    (await query<{ status: string; doubt: number }>('select status, doubt from deliveries'))[0]

  beforeEach(async () => {
    await aSubscriber()
    await planDigests(NOW)
  })

  it('before any byte left: its mail is sent as if nothing had been', async () => {
    await dieAs('claimed')
    expect(await sendDigests(at(NOW))).toMatchObject({ sent: 1, in_doubt: 0 })
    expect(await row()).toEqual({ status: 'sent', doubt: 0 })
  })

  it('while it sent: its mail is sent once more', async () => {
    await dieAs('sending')
    expect(await sendDigests(at(NOW))).toMatchObject({ sent: 1, in_doubt: 1 })
    expect(await row()).toEqual({ status: 'sent', doubt: 1 })
  })

  it('while it sent for the second time: its mail is held', async () => {
    await dieAs('sending', 1)
    expect(await sendDigests(at(NOW))).toMatchObject({ sent: 0, held: 1, remaining: 0 })
    expect(sink.taken()).toEqual([])
  })

  it('and its mail that is too old by now is held, since it may have arrived', async () => {
    await dieAs('sending')
    const late = new Date(NOW.getTime() + 13 * 3_600_000)
    expect(await sendDigests(at(late))).toMatchObject({ sent: 0, held: 1, expired: 0 })
  })

  it('does not hold its mail up while its claim lasts', async () => {
    await dieAs('sending')
    await query("update deliveries set lease_until = now() + interval '1 minute'")
    expect(await sendDigests(at(NOW))).toMatchObject({ sent: 0, remaining: 1 })
  })

  it('and wakes up after its claim has run out cannot send', async () => {
    await dieAs('claimed')
    const [{ id } = { id: '' }] = await query<{ id: string }>('select id from deliveries')
    expect(await beginSending(id, TOKEN, { now: NOW, claimSeconds: 180 })).toBe(false)
  })
})

describe('the last check before sending', () => {
  it.each([
    ['unsubscribed', "update subscriptions set status = 'unsubscribed'"],
    ['left', 'delete from subscriptions'],
    [
      'complained',
      "insert into suppressions select email_hmac, 'complaint', 'test', now() from subscriptions",
    ],
  ])('stops the mail of a reader who has %s since it was planned', async (_what, statement) => {
    await aSubscriber()
    await planDigests(NOW)
    await query(statement)
    expect(await sendDigests(at(NOW))).toMatchObject({ sent: 0 })
    expect(sink.taken()).toEqual([])
  })

  it('is open for who has wanted another cadence since: wishes are those at the planning', async () => {
    await aSubscriber()
    await planDigests(NOW)
    await query("update subscriptions set cadence = 'weekly'")
    expect(await sendDigests(at(NOW))).toMatchObject({ sent: 1 })
  })

  it('lets nothing through of a digest that is paused, until it is not', async () => {
    await aSubscriber()
    await planDigests(NOW)
    await query("update digests set status = 'paused'")
    expect(await sendDigests(at(NOW))).toMatchObject({ sent: 0, remaining: 1 })
    await query("update digests set status = 'open'")
    expect(await sendDigests(at(NOW))).toMatchObject({ sent: 1, remaining: 0 })
  })
})

describe('a run that must end', () => {
  it('finishes what is under way and gives the rest back', async () => {
    await manySubscribers(100)
    await planDigests(NOW)
    const stop = new AbortController()
    const run = sendDigests(at(NOW), { signal: stop.signal })
    while (sink.taken().length < 5) await new Promise((done) => setTimeout(done, 1))
    stop.abort()
    const report = await run
    expect(report.sent).toBeGreaterThanOrEqual(5)
    expect(report.sent + report.remaining).toBe(100)
    expect(sink.taken()).toHaveLength(report.sent)
    expect(await query("select 1 from deliveries where status in ('claimed', 'sending')")).toEqual(
      [],
    )
    await sendDigests(at(NOW))
    expect(new Set(sink.taken().map(({ to }) => to.join())).size).toBe(100)
    expect(sink.taken()).toHaveLength(100)
  })
})
