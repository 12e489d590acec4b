/** Subscribers, the digests they were sent, addresses that are not mailed, and links from mails. */
import { db } from '../../../src/db/client.ts'
import { stopRepliesToken } from '../../../src/db/comments/reply-mail.ts'
import { unsubscribeToken } from '../../../src/db/subscriptions/mail-secrets.ts'
import { openToManage } from '../../../src/db/subscriptions/own-subscription.ts'
import { subscribe, unsubscribe } from '../../../src/db/subscriptions/subscriptions.ts'
import { openWayBack } from '../../../src/db/subscriptions/way-back.ts'
import { recordMailEvent } from '../../../src/db/suppressions/suppressions.ts'
import { keepUnread } from '../../../src/db/suppressions/unread-mail-events.ts'
import { sendDigests } from '../../../src/jobs/send-digests.ts'
import { openMailbox } from '../../../src/server/mailbox.ts'
import { aSubscriber, WISHES } from '../../support/subscribers.ts'
import { hoursAgo, NOW } from './moment.ts'
import type { People } from './people.ts'

export async function giveMail({ member }: People) {
  const closeMailbox = await openMailbox()
  const since = hoursAgo(400)
  const daily = { ...WISHES, hour: 8, timeZone: 'Europe/Berlin' }
  const reader = await aSubscriber({ ...daily, email: 'reader@example.org', now: since })
  await aSubscriber({
    ...daily,
    email: 'topics@example.org',
    topics: ['cs.CL', 'cs.IR'],
    now: since,
  })
  await aSubscriber({ ...daily, email: 'weekly@example.org', cadence: 'weekly', now: since })
  const bounced = await aSubscriber({ ...daily, email: 'bounced@example.org', now: since })
  const leaver = await aSubscriber({ ...daily, email: 'leaver@example.org', now: since })
  await unsubscribe(await unsubscribeToken(leaver.email), hoursAgo(1), 'page')
  await sendDigests(() => NOW)
  const pending = await subscribe('pending@example.org', { ...daily, cadence: 'weekly' }, NOW)
  await closeMailbox()
  await giveTroubles(bounced.email)
  await db()
    .$executeRaw`update mailbox set received_at = ${NOW}::timestamptz - (20 - n) * interval '7 minutes'`
  await db()
    .$executeRaw`update digest_runs set started_at = ${hoursAgo(2)}, ended_at = ${hoursAgo(2)}`
  return {
    confirm: pending?.token ?? '',
    manage: await openToManage(reader.id, NOW),
    unsubscribe: await unsubscribeToken(reader.email),
    wayBack: await openWayBack(leaver.id, NOW),
    replies: await stopRepliesToken(member.id),
    digestMail: String((await db().mailboxMail.findFirst({ orderBy: { n: 'asc' } }))?.n ?? ''),
  }
}

/** A bounce, a complaint, an answer that nobody understood, and a mail in doubt. */
async function giveTroubles(bounced: string) {
  const event = { provider: 'generic', deliveryId: null, email: bounced }
  const reason = '550 5.1.1 No such user here'
  await recordMailEvent({ ...event, eventId: '1', kind: 'hard_bounce', reason }, hoursAgo(3))
  await aSubscriber({ email: 'complainer@example.org', now: hoursAgo(300) })
  const other = { ...event, email: 'complainer@example.org', reason: 'abuse' }
  await recordMailEvent({ ...other, eventId: '2', kind: 'complaint' }, hoursAgo(2))
  const payload = JSON.stringify({ type: 'email.something', data: { id: 'made-up' } })
  await keepUnread({ provider: 'resend', reason: 'no known type', payload }, hoursAgo(5))
  await db()
    .$executeRaw`update deliveries set status = 'held', response = '250 expected, and the relay fell silent'
    where id = (select id from deliveries where kind = 'digest' order by message_id limit 1)`
}
