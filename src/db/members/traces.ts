/** Traces of people that are kept for a while and then forgotten. */
import { db } from '../client.ts'

const DAY_MS = 86_400_000
/** For where votes and sessions came from, kept against abuse, and for a local site's mails. */
export const TRACE_DAYS = 30
const BATCH = 5_000

/** How many traces of each kind were forgotten. */
export type Forgotten = {
  networksOfVotes: number
  addressesOfSessions: number
  sessions: number
  links: number
  mailboxMails: number
  handles: number
}

/** Forgets whatever has been kept long enough; running it again changes nothing. */
export async function forgetTraces(now: Date): Promise<Forgotten> {
  const before = new Date(now.getTime() - TRACE_DAYS * DAY_MS)
  const over = { lt: now }
  const [sessions, links, mails, handles] = await Promise.all([
    db().session.deleteMany({ where: { expiresAt: over } }),
    db().verification.deleteMany({ where: { expiresAt: over } }),
    db().mailboxMail.deleteMany({ where: { receivedAt: { lt: before } } }),
    db().restingHandle.deleteMany({ where: { until: over } }),
  ])
  const addresses = await db().session.updateMany({
    where: { createdAt: { lt: before }, ipAddress: { not: null } },
    data: { ipAddress: null },
  })
  // No tap is under way for so long.
  await db().tapTurn.deleteMany({ where: { tappedAt: { lt: new Date(now.getTime() - DAY_MS) } } })
  return {
    networksOfVotes: await forgetNetworks(before),
    addressesOfSessions: addresses.count,
    sessions: sessions.count,
    links: links.count,
    mailboxMails: mails.count,
    handles: handles.count,
  }
}

/** By then every account has settled, so no rule asks for networks any more (domain/vote.ts). */
async function forgetNetworks(before: Date): Promise<number> {
  for (let sum = 0; ; ) {
    const count = await db().$executeRaw`
      update votes set network = null where (paper_id, member_id) in (
        select paper_id, member_id from votes
        where network is not null and cast_at < ${before}::timestamptz
        limit ${BATCH} for no key update skip locked)`
    sum += count
    if (count < BATCH) return sum
  }
}
