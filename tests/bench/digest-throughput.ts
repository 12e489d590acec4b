/**
 * One way of sending, in a process of its own. Arguments: `ledger` sends what is due at an instant
 * through the delivery ledger; `bare` sends the same composed mails over the same pool and writes
 * nothing down. Prints mails a second and the memory at a tenth and at the end, as JSON.
 */
import { closeDb, db } from '../../src/db/client.ts'
import { findDigest } from '../../src/db/digests/digests.ts'
import { unsubscribeToken } from '../../src/db/subscriptions/mail-secrets.ts'
import { digestQueue } from '../../src/jobs/digest-queue.ts'
import { drainDeliveries } from '../../src/jobs/drain-deliveries.ts'
import { composeDigest } from '../../src/mail/digest-message.ts'
import { POOL_SIZE } from '../../src/mail/relay.ts'
import { closeMail, deliver } from '../../src/mail/transport.ts'
import { at } from '../support/clock.ts'

const [way = '', now = '', mails = '0'] = process.argv.slice(2)
const count = Number(mails)
const memory: number[] = []
const sampling = setInterval(() => memory.push(process.memoryUsage().rss / 1024 / 1024), 100)
const send = way === 'ledger' ? sendByLedger : sendBare

const started = performance.now()
const sent = await send()
const seconds = (performance.now() - started) / 1000
clearInterval(sampling)
if (sent !== count) throw new Error(`${sent} of ${count} mails were sent.`)
const early = memory.slice(0, Math.ceil(memory.length / 10))
console.log(
  JSON.stringify({
    perSecond: count / seconds,
    earlyMb: Math.max(...early),
    lateMb: Math.max(...memory.slice(-early.length)),
  }),
)
closeMail()
await closeDb()

async function sendByLedger(): Promise<number> {
  const { counts } = await drainDeliveries(digestQueue(), at(new Date(now)))
  return counts.sent
}

async function sendBare(): Promise<number> {
  const rows = await db().delivery.findMany({ include: { subscription: true } })
  const digest = await findDigest(rows[0]?.digestId ?? 0)
  if (!digest) throw new Error('There is no digest.')
  const composeFor = composeDigest({ ...digest, from: digest.period.from })
  let next = 0
  const worker = async () => {
    for (let row = rows[next++]; row; row = rows[next++]) {
      const { email } = row.subscription ?? { email: '' }
      const unsubscribeUrl = `http://localhost:3000/api/u/${await unsubscribeToken(email)}`
      const { messageId, dateHeader: date } = row
      await deliver(composeFor({ deliveryId: row.id, email, messageId, date, unsubscribeUrl }))
    }
  }
  await Promise.all(Array.from({ length: POOL_SIZE }, worker))
  return rows.length
}
