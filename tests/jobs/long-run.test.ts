import { beforeAll, expect, it } from 'vitest'
import { sendDigests } from '../../src/jobs/send-digests.ts'
import { given } from '../db/given-papers.ts'
import { useDatabase } from '../support/database.ts'
import { useSmtpSink } from '../support/mail-settings.ts'
import { aDraft } from '../support/papers.ts'
import { manySubscribers } from '../support/subscribers.ts'

const START = new Date('2026-02-09T13:30:00Z')
const THIRTEEN_HOURS_LATER = new Date('2026-02-10T02:30:00Z')
const MAILS = 200
useDatabase()
const sink = useSmtpSink()

beforeAll(() => given(aDraft()))

it('sends no mail whose time runs out while the run lasts', async () => {
  await manySubscribers(MAILS)
  const clock = () => (sink.taken().length < 5 ? START : THIRTEEN_HOURS_LATER)
  const { sent, expired, remaining } = await sendDigests(clock)
  expect(sent + expired + remaining).toBe(MAILS)
  expect(sink.taken()).toHaveLength(sent)
  expect(sent).toBeLessThan(50)
})
