import { beforeAll, beforeEach, expect, it } from 'vitest'
import { env } from '../../src/env.ts'
import { sendDigests } from '../../src/jobs/send-digests.ts'
import { given } from '../db/given-papers.ts'
import { useDatabase } from '../support/database.ts'
import { useSmtpSink } from '../support/mail-settings.ts'
import { aDraft } from '../support/papers.ts'
import { aSubscriber, manySubscribers } from '../support/subscribers.ts'

const START = new Date('2026-02-09T13:30:00Z')
const THIRTEEN_HOURS_LATER = new Date('2026-02-10T02:30:00Z')
const MAILS = 200
const { query } = useDatabase()
const sink = useSmtpSink()

beforeAll(() => given(aDraft()))
beforeEach(async () => {
  sink.taken().length = 0
  await query('truncate subscriptions, deliveries, digests cascade')
})

it('sends no mail whose time runs out while the run lasts', async () => {
  await manySubscribers(MAILS)
  const clock = () => (sink.taken().length < 5 ? START : THIRTEEN_HOURS_LATER)
  const { sent, expired, remaining } = await sendDigests(clock)
  expect(sent + expired + remaining).toBe(MAILS)
  expect(sink.taken()).toHaveLength(sent)
  expect(sent).toBeLessThan(50)
})

it('plans the turns that come meanwhile, and sends them too', async () => {
  await manySubscribers(MAILS)
  await aSubscriber({ email: 'at-nine@example.org', hour: 9 })
  const atNine = new Date('2026-02-09T14:00:00Z')
  const clock = () => (sink.taken().length < 5 ? START : atNine)
  env().MAIL_PER_SECOND = 100
  const report = await sendDigests(clock, { planEveryMs: 100 })
  env().MAIL_PER_SECOND = 0
  expect(report).toMatchObject({ planned: MAILS + 1, sent: MAILS + 1, errors: [] })
})
