import { randomUUID } from 'node:crypto'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../src/db/client.ts'
import { beginSending } from '../../src/db/deliveries/deliveries.ts'
import { claimLetters } from '../../src/db/deliveries/delivery-claims.ts'
import { queueLetter } from '../../src/db/deliveries/letters.ts'
import { forgetSubscription } from '../../src/db/subscriptions/own-subscription.ts'
import { requestManageLink, subscribe } from '../../src/db/subscriptions/subscriptions.ts'
import { findSuppression, recordMailEvent } from '../../src/db/suppressions/suppressions.ts'
import { LETTER_LIFE_MS, type LetterKind } from '../../src/domain/letter.ts'
import { env } from '../../src/env.ts'
import { sendLetters } from '../../src/jobs/send-letters.ts'
import { closeMail } from '../../src/mail/transport.ts'
import { at } from '../support/clock.ts'
import { useDatabase } from '../support/database.ts'
import { openScriptedSmtp, type ScriptedSmtp } from '../support/scripted-smtp.ts'
import { aSubscriber, TEST_SECRET, WISHES } from '../support/subscribers.ts'

const NOW = new Date('2026-02-10T12:00:00Z')
const TOKEN = 'a-token-that-opens-something-0123456789'
const TEN_MINUTES_MS = 600_000
const { query } = useDatabase()
let relay: ScriptedSmtp

const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const content = {
  subject: 'Sign in',
  html: `<p>${TOKEN}</p>`,
  text: `https://example.org/?token=${TOKEN}`,
}
const queue = (to: string, kind: LetterKind = 'sign-in') => {
  const life = kind === 'sign-in' ? TEN_MINUTES_MS : LETTER_LIFE_MS[kind]
  const expiresAt = new Date(NOW.getTime() + life)
  return queueLetter({ kind, to, content }, { now: NOW, expiresAt })
}
const states = () =>
  query<{ kind: string; status: string; attempt: number }>(
    'select kind, status, attempt from deliveries order by message_id',
  )
const holding = async (words: string) => {
  const tables = await query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public'",
  )
  const found: string[] = []
  for (const { name } of tables) {
    const text = `select 1 from "${name}" t where position($1 in t::text) > 0
      or position(encode($1::bytea, 'hex') in t::text) > 0`
    if ((await query(text, [words])).length > 0) found.push(name)
  }
  return found
}

beforeAll(async () => {
  relay = await openScriptedSmtp()
  Object.assign(env(), { SMTP_URL: relay.url, AUTH_SECRET: TEST_SECRET, LIMITS: 'off' })
})
beforeEach(async () => {
  relay.seen.length = 0
  await query('truncate subscriptions, deliveries, letters, suppressions, mail_events cascade')
})
afterAll(async () => {
  closeMail()
  await relay.close()
})

describe('a letter', () => {
  it('leaves once, and is forgotten with whom it went to', async () => {
    expect(await queue('ada@example.org')).toBe(true)
    expect(await holding('ada@example.org')).toEqual(['letters'])
    expect(await holding(TOKEN)).toEqual([])
    expect(await sendLetters(at(NOW))).toMatchObject({ sent: 1, paused: null, errors: [] })
    expect(await sendLetters(at(NOW))).toMatchObject({ sent: 0 })
    const [mail, ...more] = relay.seen
    expect([mail?.to, more]).toEqual(['ada@example.org', []])
    const { text = '', headers } = await PostalMime.parse(mail?.message ?? '')
    expect(text).toContain(TOKEN)
    expect(headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated')
    expect(await states()).toEqual([{ kind: 'sign-in', status: 'sent', attempt: 1 }])
    expect(await holding('ada@example.org')).toEqual([])
  })

  it('is not lost to a relay that says "later" to whom it does not know yet', async () => {
    await queue('greylisted-1.x@example.org')
    expect(await sendLetters(at(NOW))).toMatchObject({ sent: 0, retried: 1 })
    expect(await sendLetters(at(later(2)))).toMatchObject({ sent: 1, retried: 0 })
    const [first, ...more] = relay.seen
    expect([first?.to, more]).toEqual(['greylisted-1.x@example.org', []])
  })

  it('waits for a relay that is down, and nothing is charged', async () => {
    await queue('ada@example.org', 'confirm')
    closeMail()
    env().SMTP_URL = 'smtp://127.0.0.1:1'
    const report = await sendLetters(at(NOW))
    expect(report).toMatchObject({ sent: 0, retried: 1 })
    expect(report.paused).toContain('ECONNREFUSED')
    expect(await states()).toEqual([{ kind: 'confirm', status: 'queued', attempt: 0 }])
    closeMail()
    env().SMTP_URL = relay.url
    expect(await sendLetters(at(later(60)))).toMatchObject({ sent: 1 })
  })

  it('is not sent when its link has ceased to work', async () => {
    await queue('ada@example.org')
    expect(await sendLetters(at(later(10)))).toMatchObject({ sent: 0, expired: 1 })
    expect(relay.seen).toEqual([])
    expect(await holding('ada@example.org')).toEqual([])
  })

  it('that was under way when its sender died is sent once more, as the same', async () => {
    await queue('ada@example.org')
    const ask = { limit: 5, now: NOW, claimSeconds: 60, except: [] }
    const token = randomUUID()
    const [claimed] = await claimLetters(token, ask)
    const begun = await beginSending(claimed?.id ?? '', token, { now: NOW, claimSeconds: 60 })
    expect(begun).toBe(true)
    await query("update deliveries set lease_until = now() - interval '1 second'")
    expect(await sendLetters(at(later(1)))).toMatchObject({ in_doubt: 1, sent: 1 })
    expect(relay.seen[0]?.message).toContain(`Message-ID: <${claimed?.messageId}>`)
  })

  it('leaves once also when many send at once', async () => {
    for (let n = 0; n < 20; n++) await queue(`reader-${n}@example.org`)
    const reports = await Promise.all(Array.from({ length: 5 }, () => sendLetters(at(NOW))))
    expect(reports.reduce((sum, { sent }) => sum + sent, 0)).toBe(20)
    expect(new Set(relay.seen.map(({ to }) => to)).size).toBe(20)
    expect(relay.seen).toHaveLength(20)
  })

  it('that cannot be opened here holds nobody up, says so, and waits', async () => {
    await queue('first@example.org')
    env().AUTH_SECRET = `another ${TEST_SECRET}`
    await queue('second@example.org')
    const report = await sendLetters(at(NOW))
    env().AUTH_SECRET = TEST_SECRET
    expect(report).toMatchObject({ sent: 1, retried: 1 })
    expect(report.errors[0]).toMatch(/^Mail [\w-]+ could not be composed: /)
    expect(relay.seen.map(({ to }) => to)).toEqual(['second@example.org'])
  })
})

describe('an address', () => {
  it.each([
    'orcid-1@orcid.invalid',
    'a@b.test',
    'a@shop.example',
    'a@mail.localhost',
    'a@printer.local',
  ])('that cannot exist gets no letter: %s', async (to) => {
    expect(await queue(to)).toBe(false)
    expect(await states()).toEqual([])
  })

  it('that must not be mailed gets none either, also when that is learnt meanwhile', async () => {
    const event = { provider: 'test', kind: 'complaint' as const, deliveryId: null, reason: 'x' }
    const complain = (email: string) =>
      recordMailEvent({ ...event, eventId: randomUUID(), email }, NOW)
    await complain('ada@example.org')
    expect(await queue('ada@example.org')).toBe(false)
    await queue('bob@example.org')
    await complain('bob@example.org')
    expect(await sendLetters(at(NOW))).toMatchObject({ sent: 0, cancelled: 1 })
    expect(relay.seen).toEqual([])
  })

  it('that the relay says does not exist is not mailed again', async () => {
    await queue('550-rcpt.x@example.org')
    expect(await sendLetters(at(NOW))).toMatchObject({ bounced: 1 })
    expect(await findSuppression('550-rcpt.x@example.org')).toBe('hard_bounce')
  })

  it('that is forgotten while its letter waits gets no letter', async () => {
    await queue('ada@example.org')
    const token = randomUUID()
    const claimSeconds = 60
    const [claimed] = await claimLetters(token, { limit: 1, now: NOW, claimSeconds, except: [] })
    await db().$transaction((tx) => forgetSubscription(tx, 'ada@example.org'))
    expect(await beginSending(claimed?.id ?? '', token, { now: NOW, claimSeconds })).toBe(false)
    expect(await sendLetters(at(NOW))).toMatchObject({ sent: 0 })
    expect(await states()).toEqual([])
  })
})

describe('a link that could not be mailed', () => {
  it('can be asked for again at once', async () => {
    env().LIMITS = 'on'
    expect(await subscribe('ada@example.org', WISHES, NOW)).not.toBeNull()
    expect(await subscribe('ada@example.org', WISHES, NOW)).toBeNull()
    await queue('ada@example.org', 'confirm')
    await sendLetters(at(later(24 * 60)))
    expect(await subscribe('ada@example.org', WISHES, NOW)).not.toBeNull()
    await aSubscriber({ email: 'bob@example.org' })
    expect(await requestManageLink('bob@example.org', NOW)).not.toBeNull()
    expect(await requestManageLink('bob@example.org', NOW)).toBeNull()
    await queue('bob@example.org', 'manage')
    await sendLetters(at(later(12 * 60)))
    expect(await requestManageLink('bob@example.org', NOW)).not.toBeNull()
    env().LIMITS = 'off'
  })
})
