/** Mail settings for a test file: a secret, and a relay that keeps what it takes. */
import { afterAll, beforeAll } from 'vitest'
import { env } from '../../src/env.ts'
import { closeMail } from '../../src/mail/transport.ts'
import { openSmtpSink, type SmtpSink } from './smtp-sink.ts'
import { TEST_SECRET } from './subscribers.ts'

/** Call at the top of a test file. */
export function useSmtpSink(): { taken: () => SmtpSink['taken']; url: () => string } {
  let sink: SmtpSink
  beforeAll(async () => {
    sink = await openSmtpSink()
    Object.assign(env(), { SMTP_URL: sink.url, AUTH_SECRET: TEST_SECRET, LIMITS: 'off' })
  })
  afterAll(async () => {
    closeMail()
    await sink.close()
  })
  return { taken: () => sink.taken, url: () => sink.url }
}
