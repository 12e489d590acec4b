import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findSuppression } from '../../src/db/suppressions/suppressions.ts'
import { env } from '../../src/env.ts'
import { sendDigests } from '../../src/jobs/send-digests.ts'
import { closeMail } from '../../src/mail/transport.ts'
import { given } from '../db/given-papers.ts'
import { at } from '../support/clock.ts'
import { useDatabase } from '../support/database.ts'
import { aDraft } from '../support/papers.ts'
import { openScriptedSmtp, type ScriptedSmtp } from '../support/scripted-smtp.ts'
import { aSubscriber, TEST_SECRET } from '../support/subscribers.ts'

const NOW = new Date('2026-02-09T13:30:00Z')
const database = useDatabase()
let relay: ScriptedSmtp

type Row = {
  name: string
  status: string
  attempt: number
  doubt: number
  wait: number
  response: string
}
const ledger = async () => {
  const rows = await database.query<Row>(
    `select split_part(s.email, '.', 1) as name, d.status, d.attempt, d.doubt, d.response,
      extract(epoch from d.next_attempt_at - $1::timestamptz)::float8 as wait
     from deliveries d join subscriptions s on s.id = d.subscription_id`,
    [NOW],
  )
  return new Map(rows.map((row) => [row.name, row]))
}
const minutesAfter = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const subscribe = async (...names: string[]) => {
  for (const name of names) await aSubscriber({ email: `${name}.x@example.org` })
}

beforeAll(async () => {
  relay = await openScriptedSmtp()
  const url = `${relay.url}?socketTimeout=4000`
  Object.assign(env(), { SMTP_URL: url, AUTH_SECRET: TEST_SECRET, LIMITS: 'off' })
  await given(aDraft())
})
beforeEach(async () => {
  relay.seen.length = 0
  await database.query('truncate subscriptions, deliveries, suppressions cascade')
})
afterAll(async () => {
  closeMail()
  await relay.close()
})

describe('a relay that treats everybody differently', () => {
  const GOOD = Array.from({ length: 12 }, (_, n) => `good-${n}`)
  const ODD = [
    ...['421-rcpt', '450-rcpt', '452-rcpt', '451-data', '550-rcpt', '552-rcpt', '554-data'],
    ...['drop-data', 'drop-dot', 'silent', 'drip'],
  ]

  it('holds nobody up, and each mail ends or waits as it should', async () => {
    for (const [index, name] of GOOD.entries())
      await subscribe(name, ...ODD.slice(index, index + 1))
    const report = await sendDigests(at(NOW))
    const rows = await ledger()
    const stateOf = (name: string) => {
      const { status, attempt, doubt } = rows.get(name) ?? {}
      return { status, attempt, doubt }
    }
    for (const name of GOOD)
      expect([name, stateOf(name)]).toEqual([name, { status: 'sent', attempt: 1, doubt: 0 }])
    for (const name of ['421-rcpt', '450-rcpt', '452-rcpt', '451-data'])
      expect([name, stateOf(name)]).toEqual([name, { status: 'queued', attempt: 1, doubt: 0 }])
    for (const name of ['drop-data', 'drop-dot', 'silent', 'drip'])
      expect([name, stateOf(name)]).toEqual([name, { status: 'in_doubt', attempt: 1, doubt: 1 }])
    expect(stateOf('550-rcpt').status).toBe('bounced')
    expect(stateOf('552-rcpt').status).toBe('failed')
    expect(stateOf('554-data').status).toBe('failed')
    expect(rows.get('554-data')?.response).toContain('refused by policy')
    for (const name of ['450-rcpt', 'drop-dot']) {
      expect(rows.get(name)?.wait).toBeGreaterThanOrEqual(45)
      expect(rows.get(name)?.wait).toBeLessThanOrEqual(75)
    }
    expect(report).toMatchObject({ planned: 23, sent: 12, bounced: 1, failed: 2, paused: null })
    expect(report).toMatchObject({ in_doubt: 4, remaining: 8 })
    expect(report.retried).toBeGreaterThanOrEqual(4)
    expect(await findSuppression('550-rcpt.x@example.org')).toBe('hard_bounce')
    expect(await findSuppression('552-rcpt.x@example.org')).toBeNull()
  })

  it('gets a mail in doubt once more, the same one, then it is held', async () => {
    await subscribe('drop-dot', 'silent')
    await sendDigests(at(NOW))
    expect(await sendDigests(at(NOW))).toMatchObject({ in_doubt: 0, remaining: 2 })
    await sendDigests(at(minutesAfter(2)))
    const rows = await ledger()
    expect([rows.get('drop-dot')?.status, rows.get('silent')?.status]).toEqual(['held', 'held'])
    expect(await sendDigests(at(minutesAfter(60)))).toMatchObject({ sent: 0, remaining: 0 })
    for (const name of ['drop-dot', 'silent']) {
      const [first, second, ...more] = relay.seen.filter(({ to }) => to.startsWith(name))
      expect(first?.message.length).toBeGreaterThan(1_000)
      expect(second?.message).toBe(first?.message)
      expect(more).toEqual([])
    }
  })

  it('gets a mail that it put off again after longer and longer times, and not for ever', async () => {
    await subscribe('450-rcpt')
    let now = NOW
    const waits: number[] = []
    for (let n = 0; n < 6; n++) {
      await sendDigests(at(now))
      const wait = (await ledger()).get('450-rcpt')?.wait ?? 0
      waits.push((NOW.getTime() - now.getTime()) / 60_000 + wait / 60)
      now = new Date(NOW.getTime() + wait * 1_000)
    }
    waits.forEach((wait, n) => {
      expect(wait).toBeGreaterThanOrEqual(0.74 * 2 ** n)
      expect(wait).toBeLessThanOrEqual(1.26 * 2 ** n)
    })
    expect(await sendDigests(at(minutesAfter(12 * 60)))).toMatchObject({ expired: 1, remaining: 0 })
  })

  it('is not sent to an address again that it said does not exist', async () => {
    await subscribe('550-rcpt')
    await sendDigests(at(NOW))
    await database.query("delete from subscriptions where email like '550-rcpt%'")
    await expect(aSubscriber({ email: '550-rcpt.x@example.org' })).rejects.toThrow(
      'got no confirmation',
    )
  })
})

describe('a domain that refuses one mail after another', () => {
  const addresses = Array.from({ length: 15 }, (_, n) => `554-rcpt-${n}.x@blocked.example.org`)

  it('holds nobody else up, pays for nothing and comes last the next time', async () => {
    for (const email of addresses) await aSubscriber({ email })
    await subscribe(...Array.from({ length: 20 }, (_, n) => `good-${n}`))
    const report = await sendDigests(at(NOW))
    expect(report).toMatchObject({ sent: 20, failed: 0, remaining: 15, paused: null })
    expect(Object.keys(report.refusing)).toEqual(['blocked.example.org'])
    expect(report.refusing['blocked.example.org']).toContain('refused by policy')
    const states = [...(await ledger())].filter(([name]) => name.startsWith('554'))
    expect(new Set(states.map(([, { status, attempt }]) => `${status} ${attempt}`))).toEqual(
      new Set(['queued 0']),
    )
    expect(states.every(([, { wait }]) => wait > 0)).toBe(true)
    expect(await sendDigests(at(minutesAfter(1)))).toMatchObject({ sent: 0, refusing: {} })
    await subscribe(...Array.from({ length: 5 }, (_, n) => `later-${n}`))
    expect(await sendDigests(at(minutesAfter(20)))).toMatchObject({ sent: 5, remaining: 15 })
  })
})

describe('a relay that is at fault itself', () => {
  it('and knows nobody any more suppresses nobody', async () => {
    for (let n = 0; n < 24; n++)
      await aSubscriber({ email: `550-rcpt-${n}.x@domain-${n % 4}.example.org` })
    const report = await sendDigests(at(NOW))
    expect(report.paused).toContain('no such user')
    expect(report).toMatchObject({ failed: 0, remaining: 24 })
    expect(await database.query('select 1 from suppressions')).toEqual([])
    const states = [...(await ledger()).values()].map(({ status }) => status)
    expect(new Set(states)).toEqual(new Set(['queued']))
  })

  it.each([
    ['421-rcpt', 'paused'],
    ['554-data', 'refusing'],
  ] as const)('with %s for everybody of a domain stops, and nobody pays', async (kind, told) => {
    await subscribe(...Array.from({ length: 30 }, (_, n) => `${kind}-${n}`))
    const report = await sendDigests(at(NOW))
    expect(JSON.stringify(report[told])).toContain(kind.slice(0, 3))
    const rows = [...(await ledger()).values()]
    const states = rows.map(({ status, attempt }) => `${status} ${attempt}`)
    expect(new Set(states)).toEqual(new Set(['queued 0']))
    expect(relay.seen.length).toBeLessThanOrEqual(15)
    expect(await database.query('select 1 from suppressions')).toEqual([])
  })

  it('that is down has sent nothing: all mails wait, none is charged', async () => {
    await subscribe(...Array.from({ length: 20 }, (_, n) => `good-${n}`))
    closeMail()
    const { SMTP_URL } = env()
    env().SMTP_URL = 'smtp://127.0.0.1:1'
    const report = await sendDigests(at(NOW))
    expect(report).toMatchObject({ sent: 0, remaining: 20, in_doubt: 0 })
    expect(report.paused).toContain('ECONNREFUSED')
    closeMail()
    env().SMTP_URL = SMTP_URL
    const rows = [...(await ledger()).values()]
    expect(new Set(rows.map(({ status, attempt }) => `${status} ${attempt}`))).toEqual(
      new Set(['queued 0']),
    )
    expect(await sendDigests(at(NOW))).toMatchObject({ sent: 20, remaining: 0, paused: null })
  })
})
