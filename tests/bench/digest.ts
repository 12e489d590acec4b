/**
 * The digest: senders killed while they send, and mails a second through the ledger against
 * nodemailer alone sending the same composed mails over the same pool.
 */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { closeDb } from '../../src/db/client.ts'
import { env } from '../../src/env.ts'
import { importFile } from '../../src/jobs/import-files.ts'
import { planDigests } from '../../src/jobs/plan-digests.ts'
import { POOL_SIZE } from '../../src/mail/relay.ts'
import { crashSenders } from '../support/crash-harness.ts'
import { NEW_YORK } from '../support/papers.ts'
import { makeDatabase, useTestPostgres, withClient } from '../support/postgres.ts'
import { manySubscribers, TEST_SECRET } from '../support/subscribers.ts'
import { median, report, rounded } from './measure.ts'

const NOW = new Date('2026-02-09T13:30:00Z')
const CRASH = { mails: 1_000, senders: 2, kills: 8 }
/** Fewer of them (BENCH_MAILS) for a quick look. */
const MAILS = Number(process.env.BENCH_MAILS ?? 10_000)
const run = promisify(execFile)

type Way = { perSecond: number; earlyMb: number; lateMb: number }

export async function bench(): Promise<void> {
  Object.assign(env(), { AUTH_SECRET: TEST_SECRET })
  const release = await useTestPostgres()
  try {
    const crash = await onDatabase(CRASH.mails, (url) => crashSenders(url, { ...CRASH, now: NOW }))
    const local = await compare(0)
    const distant = await compare(50)
    report(
      `${CRASH.mails} mails under ${CRASH.kills} kills; ${MAILS} mails over ${POOL_SIZE} connections`,
      {
        'lost (goal 0)': crash.lost,
        [`extra copies (goal <= ${CRASH.kills * POOL_SIZE})`]: crash.extra,
        'extra copies with another Message-ID (goal 0)': crash.different,
        'mails/s, 50 ms relay': rounded(distant.ledger.perSecond),
        'bare mails/s, 50 ms relay': rounded(distant.bare.perSecond),
        'ratio, 50 ms relay (goal >= 0.9)': rounded(
          distant.ledger.perSecond / distant.bare.perSecond,
        ),
        'mails/s, loopback': rounded(local.ledger.perSecond),
        'bare mails/s, loopback': rounded(local.bare.perSecond),
        'ratio, loopback': rounded(local.ledger.perSecond / local.bare.perSecond),
        "ms to flush the disk, of which a mail's two commits each wait for one": rounded(
          flushTime(),
        ),
        'MB after a tenth, loopback': rounded(local.ledger.earlyMb),
        'MB at the end, loopback': rounded(local.ledger.lateMb),
      },
    )
  } finally {
    await release()
  }
}

/** Both ways against a relay that thinks `latency` ms over each mail, each on a database of its own. */
async function compare(latency: number): Promise<{ ledger: Way; bare: Way }> {
  const relay = await startRelay(latency)
  const send = (way: string) =>
    onDatabase(MAILS, async (url) => {
      await planDigests(NOW)
      const args = ['--import', 'tsx', 'tests/bench/digest-throughput.ts', way]
      const { stdout } = await run(process.execPath, [...args, NOW.toISOString(), String(MAILS)], {
        env: {
          ...process.env,
          ...{
            NODE_ENV: 'production',
            DATABASE_URL: url,
            SMTP_URL: relay.url,
            AUTH_SECRET: TEST_SECRET,
          },
        },
      })
      return JSON.parse(stdout) as Way
    })
  try {
    return { ledger: await send('ledger'), bare: await send('bare') }
  } finally {
    relay.stop()
  }
}

/** A fresh database with an edition and so many subscribers to it. */
async function onDatabase<Result>(subscribers: number, work: (url: string) => Promise<Result>) {
  const { url, drop } = await makeDatabase()
  process.env.DATABASE_URL = url
  env().DATABASE_URL = url
  try {
    const edition = { now: NOW, clock: NEW_YORK, edition: '2026-02-09' }
    await importFile('prisma/sample/papers.ndjson', edition)
    await manySubscribers(subscribers)
    await withClient(url, (client) => client.query('analyze'))
    return await work(url)
  } finally {
    await closeDb()
    await drop()
  }
}

async function startRelay(latency: number) {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'tests/support/smtp-relay.ts', String(latency)],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const [line] = await once(child.stdout, 'data')
  return { url: String(line).trim(), stop: () => child.kill() }
}

/** How long the disk takes to keep 8 KB for good, in ms: the median of 50. */
function flushTime(): number {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-flush-'))
  const file = openSync(join(folder, 'file'), 'w')
  const page = Buffer.alloc(8 * 1024, 1)
  const times = Array.from({ length: 50 }, () => {
    const started = performance.now()
    writeSync(file, page)
    fdatasyncSync(file)
    return performance.now() - started
  })
  closeSync(file)
  rmSync(folder, { recursive: true })
  return median(times)
}
