/**
 * A process that sends digests until none is left, for tests that kill it. Arguments: the instant
 * it takes for now, and how long its claims last in seconds. Prints each report as a line of JSON.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { closeDb } from '../../src/db/client.ts'
import { sendDigests } from '../../src/jobs/send-digests.ts'
import { closeMail } from '../../src/mail/transport.ts'
import { at } from './clock.ts'

const [now = '', seconds = '180'] = process.argv.slice(2)
for (;;) {
  const report = await sendDigests(at(new Date(now)), { claimSeconds: Number(seconds) })
  console.log(JSON.stringify(report))
  if (report.remaining === 0) break
  await pause(300)
}
closeMail()
await closeDb()
