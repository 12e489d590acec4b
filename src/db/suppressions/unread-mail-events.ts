/** Mail events with a valid signature that were not understood: kept for an admin, for a while. */
import { db } from '../client.ts'

export type UnreadMailEvent = {
  id: number
  provider: string
  reason: string
  payload: string
  receivedAt: Date
}

const LONGEST_PAYLOAD = 10_000
const KEPT_DAYS = 30
const MOST = 500

/** Keeps an event; the oldest are dropped when there are many, or after 30 days. */
export async function keepUnread(
  { provider, reason, payload }: { provider: string; reason: string; payload: string },
  now: Date,
): Promise<void> {
  const text = payload.replaceAll('\0', '').slice(0, LONGEST_PAYLOAD)
  await db().unreadMailEvent.create({ data: { provider, reason, payload: text, receivedAt: now } })
  await db().$executeRaw`
    delete from unread_mail_events
    where received_at < ${now}::timestamptz - ${KEPT_DAYS}::int * interval '1 day'
      or id <= (select id from unread_mail_events order by id desc offset ${MOST}::int limit 1)`
}

/** The newest first. */
export async function listUnread(limit: number): Promise<UnreadMailEvent[]> {
  return db().unreadMailEvent.findMany({ orderBy: { id: 'desc' }, take: limit })
}

/** Drops an event that an admin has looked at; false if it is already gone. */
export async function dropUnread(id: number): Promise<boolean> {
  const { count } = await db().unreadMailEvent.deleteMany({ where: { id } })
  return count > 0
}
