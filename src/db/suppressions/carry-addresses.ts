/** Moves addresses that were kept under AUTH_SECRET to the key that is kept in the database. */
import { maskedAddress } from '../../domain/email-address.ts'
import type { Tx } from '../client.ts'
import { addressUnder, formerHmacs } from './address-hmac.ts'

const BATCH = 2_000

/** An address's old HMAC and its new one. */
type Carried = { email: string; former: string; hmac: string }

/**
 * Moves all known addresses: subscribers' by what their row says, whatever the secret is now, and
 * members' by the current secrets. Other suppressions are moved when their address turns up.
 */
export async function carryAddresses(tx: Tx, key: string): Promise<void> {
  for (let after = 0; ; ) {
    const rows = await tx.subscription.findMany({
      where: { id: { gt: after } },
      select: { id: true, email: true, emailHmac: true },
      orderBy: { id: 'asc' },
      take: BATCH,
    })
    await carry(
      tx,
      rows.flatMap(({ email, emailHmac }) => pairs(key, email, [emailHmac])),
    )
    const last = rows.at(-1)
    if (!last) break
    after = last.id
  }
  for (let after = ''; ; ) {
    const rows = await tx.member.findMany({
      where: { id: { gt: after } },
      select: { id: true, email: true },
      orderBy: { id: 'asc' },
      take: BATCH,
    })
    await carry(
      tx,
      rows.flatMap(({ email }) => pairs(key, email, formerHmacs(email))),
    )
    const last = rows.at(-1)
    if (!last) break
    after = last.id
  }
}

/** Moves one address that has turned up; its old suppression is found with the current secrets. */
export async function carryAddress(tx: Tx, key: string, email: string): Promise<void> {
  await carry(tx, pairs(key, email, formerHmacs(email)))
}

function pairs(key: string, email: string, formers: string[]): Carried[] {
  const hmac = addressUnder(key, email)
  return formers.map((former) => ({ email, former, hmac }))
}

/** An address suppressed under both HMACs stays suppressed under the new one. */
async function carry(tx: Tx, carried: Carried[]): Promise<void> {
  if (carried.length === 0) return
  const formers = carried.map(({ former }) => former)
  const hmacs = carried.map(({ hmac }) => hmac)
  const masked = carried.map(({ email }) => maskedAddress(email))
  await tx.$executeRaw`
    with known as (
      select * from unnest(${formers}::text[], ${hmacs}::text[], ${masked}::text[])
        as one (former, hmac, masked)
    ), gone as (
      delete from suppressions x using known k
      where x.email_hmac = k.former and x.is_under_auth_secret
      returning k.hmac, x.reason, x.source, k.masked, x.created_at
    ), events as (
      update mail_events e set email_hmac = k.hmac from known k where e.email_hmac = k.former
    ), subscribers as (
      update subscriptions s set email_hmac = k.hmac from known k where s.email_hmac = k.former
    )
    insert into suppressions (email_hmac, reason, source, masked, created_at)
    select distinct on (hmac) hmac, reason, source, masked, created_at from gone
    order by hmac, created_at
    on conflict (email_hmac) do nothing`
}
