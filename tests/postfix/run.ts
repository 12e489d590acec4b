/**
 * The sender against a real Postfix: `node --import tsx tests/postfix/run.ts`, as root, where Postfix
 * is installed; it installs nothing. Has the conversations of dialogues.ts, which `--record` writes to
 * tests/fixtures/smtp, and sends 500 digests through two senders that are killed 14 times.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { closeDb } from '../../src/db/client.ts'
import { env } from '../../src/env.ts'
import { importFile } from '../../src/jobs/import-files.ts'
import { POOL_SIZE } from '../../src/mail/relay.ts'
import { crashSenders } from '../support/crash-harness.ts'
import { NEW_YORK } from '../support/papers.ts'
import { makeDatabase, useTestPostgres } from '../support/postgres.ts'
import { openSmtpSink } from '../support/smtp-sink.ts'
import { manySubscribers, TEST_SECRET } from '../support/subscribers.ts'
import { converse, DIALOGUES } from './dialogues.ts'
import { SENDER, startPostfix, whyNot } from './instance.ts'

const NOW = new Date('2026-02-09T13:30:00Z')
const CRASH = { mails: 500, senders: 2, kills: 14 }
const FILTER_MS = 40_000
const FIXTURES = 'tests/fixtures/smtp'

const reason = whyNot()
if (reason) console.log(`Not run: ${reason}`)
else process.exitCode = (await run()) ? 0 : 1

async function run(): Promise<boolean> {
  Object.assign(env(), { AUTH_SECRET: TEST_SECRET })
  const hasTalked = await talk(process.argv.includes('--record'))
  const isWhole = process.argv.includes('--talk') || (await killSenders())
  return hasTalked && isWhole
}

/** Each conversation has to end as it should. */
async function talk(isRecording: boolean): Promise<boolean> {
  const filter = await openSmtpSink({ answerAfter: FILTER_MS })
  const postfix = await startPostfix(Number(new URL(filter.url).port))
  let isRight = true
  try {
    for (const dialogue of DIALOGUES) {
      const { lines, outcome } = await converse(postfix, dialogue)
      const words = 'reason' in outcome ? outcome.reason : outcome.response
      const isAsIs = outcome.kind === dialogue.becomes
      isRight &&= isAsIs
      console.log(`${isAsIs ? 'ok    ' : 'WRONG '} ${dialogue.name}: ${outcome.kind}, ${words}`)
      if (!isRecording) continue
      mkdirSync(FIXTURES, { recursive: true })
      writeFileSync(
        `${FIXTURES}/${dialogue.name.replaceAll(' ', '-')}.txt`,
        `${lines.join('\n')}\n`,
      )
    }
  } finally {
    postfix.stop()
    await filter.close()
  }
  return isRight
}

/** Over STARTTLS with the certificate trusted, through the filter, to the last mail. */
async function killSenders(): Promise<boolean> {
  const sink = await openSmtpSink({ answerAfter: 20 })
  const postfix = await startPostfix(Number(new URL(sink.url).port))
  const release = await useTestPostgres()
  const { url, drop } = await makeDatabase()
  try {
    process.env.DATABASE_URL = url
    env().DATABASE_URL = url
    const edition = { now: NOW, clock: NEW_YORK, edition: '2026-02-09' }
    await importFile('prisma/sample/papers.ndjson', edition)
    await manySubscribers(CRASH.mails)
    const settings = {
      SMTP_URL: `smtp://localhost:${postfix.port}/?requireTLS=true`,
      NODE_EXTRA_CA_CERTS: postfix.certificate,
      MAIL_FROM: `Broadsheet <${SENDER}>`,
    }
    const { lost, extra, different, seconds } = await crashSenders(url, {
      ...CRASH,
      ...{ now: NOW, sink, settings },
    })
    const most = CRASH.kills * POOL_SIZE
    console.log(
      `${CRASH.mails} mails, ${CRASH.senders} senders, ${CRASH.kills} kills, ${Math.round(seconds)} s: ` +
        `lost ${lost}, doubled ${extra} (at most ${most}), of those with another Message-ID ${different}`,
    )
    return lost === 0 && extra <= most && different === 0
  } finally {
    await closeDb()
    await drop()
    await release()
    postfix.stop()
  }
}
