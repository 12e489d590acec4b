/** The verbs about mail that comes back, as an operator and a mail server run them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listActs } from '../../src/db/members/moderation.ts'
import { unsubscribeToken } from '../../src/db/subscriptions/mail-secrets.ts'
import { findSubscription } from '../../src/db/subscriptions/subscriptions.ts'
import { findSuppression } from '../../src/db/suppressions/suppressions.ts'
import { env } from '../../src/env.ts'
import { planDigests } from '../../src/jobs/plan-digests.ts'
import { given } from '../db/given-papers.ts'
import { aMailToUnsubscribe, aReport } from '../mail/given-returned-mail.ts'
import { run } from '../support/cli.ts'
import { useDatabase } from '../support/database.ts'
import { aDraft } from '../support/papers.ts'
import { aSubscriber, TEST_SECRET } from '../support/subscribers.ts'

const EMAIL = 'ada@example.org'
const NOW = new Date('2026-02-09T13:30:00Z')
const folder = mkdtempSync(join(tmpdir(), 'broadsheet-verbs-'))
const database = useDatabase()
const settings = () => ({
  DATABASE_URL: database.url(),
  DATA_DIR: folder,
  AUTH_SECRET: TEST_SECRET,
  SMTP_URL: 'smtp://127.0.0.1:9',
})
const verb = (args: string[], input?: Uint8Array) => run(args, settings(), input)
const bounce = (input: Uint8Array) => verb(['bounce'], input)

beforeAll(async () => {
  Object.assign(env(), { AUTH_SECRET: TEST_SECRET, LIMITS: 'off' })
  await given(aDraft())
})
beforeEach(() =>
  database.query(
    'truncate subscriptions, deliveries, digests, suppressions, mail_events, moderation_log cascade',
  ),
)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function aSentMail(): Promise<string> {
  await aSubscriber({ email: EMAIL })
  await planDigests(NOW)
  const [row] = await database.query<{ id: string }>(
    "update deliveries set status = 'sent', sent_at = now() returning id",
  )
  return row?.id ?? ''
}

describe('npm run bounce and suppressions', { timeout: 120_000 }, () => {
  it('take a report, list whom it suppresses without the address, and lift that', async () => {
    const to = `bounces+${await aSentMail()}@papers.example.org`
    expect(await verb(['suppressions'])).toMatchObject({
      code: 0,
      out: 'No suppressed addresses.\n',
    })
    const taken = await bounce(aReport({ to }))
    expect(taken).toMatchObject({ code: 0, out: 'Recorded: hard bounce.\n', err: '' })
    const listed = await verb(['suppressions'])
    expect(listed.out).toMatch(
      /^\d{4}-\d\d-\d\d {2}hard_bounce {3}a…a@example\.org {2}returned mail\n$/,
    )
    const lifted = await verb(['suppressions', 'lift', 'ADA@example.org'])
    expect(lifted).toMatchObject({ code: 0, out: 'Lifted. The address can get email again.\n' })
    expect(await findSuppression(EMAIL)).toBeNull()
    expect(await listActs(null, 5)).toMatchObject([{ actor: 'system', act: 'lift-suppression' }])
    const again = await verb(['suppressions', 'lift', EMAIL])
    expect(again).toMatchObject({ code: 1, err: 'That address is not suppressed.\n' })
  })

  it('take a mail that unsubscribes', async () => {
    await aSubscriber({ email: EMAIL })
    const token = await unsubscribeToken(EMAIL)
    const taken = await bounce(aMailToUnsubscribe(`unsubscribe ${token}`))
    expect(taken).toMatchObject({ code: 0, err: '' })
    expect(`${taken.out}${taken.err}`).not.toMatch(/ada|example/)
    expect(await findSubscription(EMAIL)).toMatchObject({ status: 'unsubscribed' })
  })

  it('let a mail server keep what cannot be worked on, and nothing else', async () => {
    for (const mail of [Buffer.alloc(0), Buffer.from('nonsense'), aReport()])
      expect(await bounce(mail)).toMatchObject({ code: 0, err: '' })
    const away = { ...settings(), DATABASE_URL: 'postgresql://nobody@127.0.0.1:9/none' }
    const failed = await run(['bounce'], away, aReport())
    expect(failed.code).toBe(75)
    expect(failed.err).not.toContain('ada@')
    expect((await run(['bounce'], { ...settings(), PORT: 'x' }, aReport())).code).toBe(75)
  })

  it('say how they are called', async () => {
    for (const args of [['lift'], ['drop', EMAIL], ['lift', EMAIL, EMAIL]]) {
      const ended = await verb(['suppressions', ...args])
      expect(ended).toMatchObject({
        code: 1,
        err: 'Usage: npm run suppressions [-- lift ADDRESS]\n',
      })
    }
  })
})
