/** One failure is one failure: what else a run has to do is done, and the report tells. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findLastRun } from '../../src/db/digests/digest-runs.ts'
import { planDigests } from '../../src/jobs/plan-digests.ts'
import { sendDigests } from '../../src/jobs/send-digests.ts'
import { given } from '../db/given-papers.ts'
import { at } from '../support/clock.ts'
import { useDatabase } from '../support/database.ts'
import { useSmtpSink } from '../support/mail-settings.ts'
import { aDraft } from '../support/papers.ts'
import { aSubscriber } from '../support/subscribers.ts'

const NOW = new Date('2026-02-09T13:30:00Z')
const AT_NINE = new Date('2026-02-09T14:00:00Z')
const { query } = useDatabase()
const sink = useSmtpSink()

beforeAll(() => given(aDraft(), aDraft({ categories: ['cs.RO'] })))
beforeEach(async () => {
  sink.taken().length = 0
  await query('truncate subscriptions, deliveries, digests, digest_runs cascade')
})

describe('a run', () => {
  it('sends what is queued although nothing can be planned, and says so', async () => {
    await aSubscriber({ email: 'first@example.org' })
    await planDigests(NOW)
    await aSubscriber({ email: 'second@example.org', hour: 9, topics: ['cs.RO'] })
    await query('alter table papers rename to papers_away')
    const report = await sendDigests(at(AT_NINE))
    await query('alter table papers_away rename to papers')
    expect(report.sent).toBe(1)
    expect(report.errors.join()).not.toBe('')
    expect((await findLastRun())?.errors).toEqual(report.errors)
    expect(await sendDigests(at(AT_NINE))).toMatchObject({ sent: 1, errors: [] })
  })

  it('sends the digests that can be composed, and tries the other again', async () => {
    await aSubscriber({ email: 'all@example.org' })
    await aSubscriber({ email: 'robots@example.org', topics: ['cs.RO'] })
    await planDigests(NOW)
    await query("update digests set html = repeat('x', 200000) where topics <> '{}'")
    const report = await sendDigests(at(NOW))
    expect(report).toMatchObject({ sent: 1, retried: 1, remaining: 1 })
    expect(report.errors).toHaveLength(1)
    expect(report.errors[0]).toMatch(/^Mail [\w-]+ could not be composed: .*too large/)
    expect(report.errors[0]).not.toContain('@')
  })

  it('that cannot read the ledger any more still answers with a report', async () => {
    await aSubscriber()
    await planDigests(NOW)
    await query('alter table deliveries rename to deliveries_away')
    const report = await sendDigests(at(NOW))
    await query('alter table deliveries_away rename to deliveries')
    expect(report.sent).toBe(0)
    expect(report.errors.some((error) => error.startsWith('Sending stopped: '))).toBe(true)
    expect(await sendDigests(at(NOW))).toMatchObject({ sent: 1, errors: [] })
  })
})
