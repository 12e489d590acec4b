/** What an upgrade makes of addresses and links that were kept under AUTH_SECRET. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closeDb } from '../../src/db/client.ts'
import { forgetKeys, mailKeys } from '../../src/db/kept-secrets.ts'
import { emailHmac, unsubscribeToken } from '../../src/db/subscriptions/mail-secrets.ts'
import {
  findSubscription,
  subscribe,
  unsubscribe,
} from '../../src/db/subscriptions/subscriptions.ts'
import { formerHmacs, macUnder } from '../../src/db/suppressions/address-hmac.ts'
import { listSuppressions } from '../../src/db/suppressions/suppression-list.ts'
import { findSuppression } from '../../src/db/suppressions/suppressions.ts'
import { env } from '../../src/env.ts'
import { useDatabase } from '../support/database.ts'
import { aMember } from '../support/sign-in.ts'
import { aSubscriber, WISHES } from '../support/subscribers.ts'

const FIRST = 'a-first-secret-of-forty-letters-or-so-xx'
const SECOND = 'another-secret-of-forty-letters-or-so-xx'
const NOW = new Date('2026-02-09T12:00:00Z')
const { query } = useDatabase()

const setSecrets = (now?: string, before?: string) =>
  Object.assign(env(), { AUTH_SECRET: now, AUTH_SECRET_PREVIOUS: before })

/** The database as it was before the keys were kept in it, with everything under `secret`. */
async function asBefore(secret: string): Promise<void> {
  setSecrets(secret)
  await query('truncate kept_secrets')
  forgetKeys()
  const rows = await query<{ id: number; email: string }>('select id, email from subscriptions')
  for (const { id, email } of rows)
    await query('update subscriptions set email_hmac = $1 where id = $2', [
      formerHmacs(email)[0],
      id,
    ])
}
async function suppressedBefore(email: string, reason = 'hard_bounce'): Promise<void> {
  await query(
    `insert into suppressions (email_hmac, reason, source, created_at, is_under_auth_secret)
     values ($1, $2, 'postmark', '2026-01-01', true)`,
    [formerHmacs(email)[0], reason],
  )
}
/** A link as it was mailed before. */
const formerLink = (secret: string, id: number, version: number) =>
  `${id.toString(36)}-${macUnder(secret, 'unsubscribe', `${id}:${version}`).subarray(0, 16).toString('base64url')}`

beforeAll(() => Object.assign(env(), { LIMITS: 'off' }))
beforeEach(async () => {
  setSecrets(FIRST)
  await query('truncate subscriptions, suppressions, mail_events, kept_secrets cascade')
  forgetKeys()
})

describe('the keys', () => {
  it('are made once, however many ask at once', async () => {
    const asked = Array.from({ length: 8 }, () => {
      forgetKeys()
      return mailKeys()
    })
    const made = await Promise.all(asked)
    expect(new Set(made.map(({ address }) => address)).size).toBe(1)
    expect(made[0]?.address).toMatch(/^[0-9a-f]{64}$/)
    expect(made[0]?.address).not.toBe(made[0]?.unsubscribe)
    expect(await query('select 1 from kept_secrets')).toHaveLength(2)
  })

  it('outlive a changed and a lost AUTH_SECRET, and a restart', async () => {
    const [hmac, token] = [
      await emailHmac('ada@example.org'),
      await unsubscribeToken('a@b.example'),
    ]
    for (const secret of [SECOND, undefined]) {
      setSecrets(secret)
      forgetKeys()
      await closeDb()
      expect(await emailHmac('ada@example.org')).toBe(hmac)
      expect(await unsubscribeToken('a@b.example')).toBe(token)
    }
  })
})

describe('a suppression from before', () => {
  it('of a subscriber holds, also where the secret was changed with the upgrade', async () => {
    await aSubscriber({ email: 'ada@example.org' })
    await aSubscriber({ email: 'bo@example.org' })
    await asBefore(FIRST)
    await suppressedBefore('ada@example.org', 'complaint')
    setSecrets(SECOND)
    expect(await findSuppression('ada@example.org')).toBe('complaint')
    expect(await findSuppression('bo@example.org')).toBeNull()
    expect(await listSuppressions(9)).toMatchObject([
      { masked: 'a…a@example.org', reason: 'complaint', source: 'postmark' },
    ])
    const agree = await query(
      'select 1 from subscriptions s join suppressions x using (email_hmac) where not is_under_auth_secret',
    )
    expect(agree).toHaveLength(1)
  })

  it('of a member holds while their secret is known, as it is or as the one before', async () => {
    const { email } = await aMember()
    await asBefore(FIRST)
    await suppressedBefore(email)
    setSecrets(SECOND, FIRST)
    await mailKeys()
    setSecrets(undefined)
    expect(await findSuppression(email)).toBe('hard_bounce')
  })

  it('of somebody unknown is recognised when they ask again, and holds from then on', async () => {
    await asBefore(FIRST)
    await suppressedBefore('gone@example.org')
    setSecrets(SECOND, FIRST)
    await mailKeys()
    expect(await listSuppressions(9)).toMatchObject([{ masked: null }])
    expect(await subscribe('gone@example.org', WISHES, NOW)).toBeNull()
    setSecrets(SECOND)
    expect(await findSuppression('gone@example.org')).toBe('hard_bounce')
    expect(await listSuppressions(9)).toMatchObject([{ masked: 'g…e@example.org' }])
  })
})

describe('a link that was mailed under AUTH_SECRET', () => {
  it('stops the digest of its time and of every time since', async () => {
    const { id, email } = await aSubscriber()
    await query('update subscriptions set token_version = 3')
    for (const version of [1, 2, 3]) {
      await query("update subscriptions set status = 'confirmed'")
      expect(await unsubscribe(formerLink(FIRST, id, version), NOW)).toMatchObject({ email })
      expect((await findSubscription(email))?.status).toBe('unsubscribed')
    }
    expect(await unsubscribe(formerLink(FIRST, id, 4), NOW)).toBeNull()
    expect(await unsubscribe(formerLink(SECOND, id, 3), NOW)).toBeNull()
  })

  it('works after a change while the secret before it is kept', async () => {
    const { id } = await aSubscriber()
    const link = formerLink(FIRST, id, 1)
    setSecrets(SECOND)
    expect(await unsubscribe(link, NOW)).toBeNull()
    setSecrets(SECOND, FIRST)
    expect(await unsubscribe(link, NOW)).not.toBeNull()
  })

  it('is no way in once no secret is known', async () => {
    const { id } = await aSubscriber()
    setSecrets(undefined)
    expect(await unsubscribe(formerLink(FIRST, id, 1), NOW)).toBeNull()
    expect(await unsubscribe(formerLink('', id, 1), NOW)).toBeNull()
  })
})
