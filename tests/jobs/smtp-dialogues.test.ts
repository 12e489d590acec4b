/** Conversations that were had with a real Postfix (tests/postfix), had again with our sender. */
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { env } from '../../src/env.ts'
import { sendDigests } from '../../src/jobs/send-digests.ts'
import { closeMail } from '../../src/mail/transport.ts'
import { given } from '../db/given-papers.ts'
import { DIALOGUES } from '../postfix/dialogues.ts'
import { at } from '../support/clock.ts'
import { useDatabase } from '../support/database.ts'
import { type DialogueSmtp, openDialogue } from '../support/dialogue-smtp.ts'
import { aDraft } from '../support/papers.ts'
import { aSubscriber, TEST_SECRET } from '../support/subscribers.ts'

const NOW = new Date('2026-02-09T13:30:00Z')
/** Forty seconds last two. */
const SECOND_MS = 50
const { query } = useDatabase()
let relay: DialogueSmtp | undefined

const play = async (name: string) => {
  const dialogue = DIALOGUES.find((one) => one.name === name)
  if (!dialogue) throw new Error(`There is no dialogue ${name}.`)
  relay = await openDialogue(name, SECOND_MS)
  const scheme = dialogue.isWrapped ? 'smtps' : 'smtp'
  closeMail()
  Object.assign(env(), {
    SMTP_URL: `${scheme}://localhost:${relay.port}/${dialogue.options}`,
    MAIL_FROM: { name: 'Broadsheet', address: dialogue.from },
    AUTH_SECRET: TEST_SECRET,
    LIMITS: 'off',
  })
  return dialogue
}
const ledger = () =>
  query<{ status: string; attempt: number; doubt: number; response: string }>(
    'select status, attempt, doubt, response from deliveries',
  )
const suppressed = () => query('select 1 from suppressions')

beforeAll(() => given(aDraft()))
beforeEach(() => query('truncate subscriptions, deliveries, suppressions cascade'))
afterEach(async () => {
  closeMail()
  await relay?.close()
})

describe('one subscriber of a Postfix', () => {
  it.each([
    ['sender refused at MAIL FROM', { status: 'failed', attempt: 1 }],
    ['sender refused at RCPT TO', { status: 'failed', attempt: 1 }],
    ['recipient refused', { status: 'failed', attempt: 1 }],
    ['recipient greylisted', { status: 'queued', attempt: 1 }],
    ['self-signed certificate', { status: 'queued', attempt: 0 }],
    ['TLS on a STARTTLS port', { status: 'queued', attempt: 0 }],
    ['forty seconds after the dot', { status: 'sent', attempt: 1 }],
  ])('with %s', async (name, becomes) => {
    const { to } = await play(name)
    await aSubscriber({ email: to })
    await sendDigests(at(NOW))
    expect(await ledger()).toMatchObject([{ ...becomes, doubt: 0 }])
    expect(await suppressed()).toEqual([])
    expect(relay?.surprises).toEqual([])
  })

  it('that does not list the recipient is not mailed again', async () => {
    const { to } = await play('recipient not listed')
    await aSubscriber({ email: to })
    expect(await sendDigests(at(NOW))).toMatchObject({ bounced: 1 })
    expect(await ledger()).toMatchObject([{ status: 'bounced' }])
    expect(await suppressed()).toHaveLength(1)
  })
})

describe('a relay that cannot be reached', () => {
  it.each([
    ['self-signed certificate', 'certificate cannot be trusted: self-signed certificate'],
    ['TLS on a STARTTLS port', 'smtps:// for TLS (port 465)'],
  ])('with %s charges nothing and says why', async (name, words) => {
    await play(name)
    for (const n of [1, 2, 3]) await aSubscriber({ email: `ada@domain-${n}.example.org` })
    const report = await sendDigests(at(NOW))
    expect(report).toMatchObject({ sent: 0, in_doubt: 0, held: 0, failed: 0, remaining: 3 })
    expect(report.unreachable).toBeGreaterThan(0)
    expect(report.paused).toContain(words)
    for (const { status, attempt, doubt } of await ledger())
      expect({ status, attempt, doubt }).toEqual({ status: 'queued', attempt: 0, doubt: 0 })
  })
})

describe('a relay that refuses the sender', () => {
  it.each(['sender refused at MAIL FROM', 'sender refused at RCPT TO'])(
    'suppresses and fails nobody: %s',
    async (name) => {
      await play(name)
      for (let n = 0; n < 20; n++)
        await aSubscriber({
          email: `ada@domain-${n % 7}.example.org`.replace('ada', `reader-${n}`),
        })
      const report = await sendDigests(at(NOW))
      expect(report.paused).toContain('Sender address rejected')
      expect(report.remaining).toBe(20)
      expect(await suppressed()).toEqual([])
      const states = (await ledger()).map(({ status, attempt }) => `${status} ${attempt}`)
      expect(new Set(states)).toEqual(new Set(['queued 0']))
    },
  )
})

describe('a relay that thinks for longer than a claim lasts', () => {
  it('takes each mail once, also when another sender looks for work meanwhile', async () => {
    await play('forty seconds after the dot')
    await aSubscriber({ email: 'slow@elsewhere.example.org' })
    const claimSeconds = 1
    const first = sendDigests(at(NOW), { claimSeconds })
    const others: Promise<{ sent: number }>[] = []
    for (let n = 0; n < 6; n++) {
      await new Promise((done) => setTimeout(done, 300))
      others.push(sendDigests(at(NOW), { claimSeconds }))
    }
    const reports = await Promise.all([first, ...others])
    expect(reports.reduce((sum, { sent }) => sum + sent, 0)).toBe(1)
    expect(relay?.bodies()).toBe(1)
  })
})
