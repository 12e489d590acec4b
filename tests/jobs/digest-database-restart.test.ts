/** The database dies under a sender and comes back: what the relay took is written down all the same. */
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { closeDb } from '../../src/db/client.ts'
import { migrate } from '../../src/db/migrate.ts'
import { env } from '../../src/env.ts'
import { planDigests } from '../../src/jobs/plan-digests.ts'
import { POOL_SIZE } from '../../src/mail/relay.ts'
import { useEmbeddedPostgres } from '../../src/server/postgres/embedded-postgres.ts'
import { findPostmaster } from '../../src/server/postgres/postmaster.ts'
import { given } from '../db/given-papers.ts'
import { isDrained, judge, startSender, until } from '../support/crash-harness.ts'
import { aDraft } from '../support/papers.ts'
import { openSmtpSink } from '../support/smtp-sink.ts'
import { manySubscribers } from '../support/subscribers.ts'

const NOW = new Date('2026-02-09T13:30:00Z')
const MAILS = 150
const DOWN_MS = 1_500

it('loses no mail and sends at most those under way again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-restart-'))
  const { url, release } = await useEmbeddedPostgres(folder)
  const sink = await openSmtpSink({ answerAfter: 20 })
  const settings = { DATABASE_URL: url, SMTP_URL: sink.url }
  try {
    await migrate(url)
    process.env.DATABASE_URL = url
    env().DATABASE_URL = url
    await given(aDraft())
    await manySubscribers(MAILS)
    await planDigests(NOW)
    await closeDb()

    const first = startSender(NOW, settings)
    await until(() => sink.taken.length >= MAILS / 3)
    const postmaster = findPostmaster(folder)
    if (!postmaster) throw new Error('Postgres does not run.')
    process.kill(postmaster.pid, 'SIGKILL')
    await pause(DOWN_MS)
    const again = await useEmbeddedPostgres(folder)
    expect(again.url).toBe(url)
    const [code] = first.exitCode === null ? await once(first, 'exit') : [first.exitCode]
    // Where the fault ended the run, the next one goes on, as cron would have it.
    if (code !== 0) await once(startSender(NOW, settings), 'exit')
    await until(() => isDrained(url))
    const { lost, extra, different } = await judge(sink.taken, MAILS)
    expect({ lost, different }).toEqual({ lost: 0, different: 0 })
    expect(extra).toBeLessThanOrEqual(POOL_SIZE)
    await again.release()
  } finally {
    await closeDb()
    await sink.close()
    await release()
    rmSync(folder, { recursive: true, force: true })
  }
}, 120_000)
