/** Letters in the ledger (confirmations, links, reply notices): sealed while they wait, forgotten afterwards. */
import { randomUUID } from 'node:crypto'
import { domainOf } from '../../domain/email-address.ts'
import { canArrive, type LetterKind } from '../../domain/letter.ts'
import { env } from '../../env.ts'
import { db, type Tx } from '../client.ts'
import { takeBackLetter } from '../subscriptions/own-subscription.ts'
import { findSuppression, recordMailEvent } from '../suppressions/suppressions.ts'
import type { ClaimedLetter } from './delivery-claims.ts'
import { seal, unseal } from './sealed.ts'

export type LetterContent = { subject: string; html: string; text: string }
const DAY_MS = 86_400_000
/** Bounces may arrive days later and name the mail. */
const REMEMBERED_MS = 30 * DAY_MS

/**
 * Queues a letter, to be sent before `expiresAt`. False if the address cannot exist or must not be
 * mailed: nothing is queued then, and nobody but the address's owner may learn of it.
 */
export async function queueLetter(
  { kind, to, content }: { kind: LetterKind; to: string; content: LetterContent },
  { now, expiresAt }: { now: Date; expiresAt: Date },
): Promise<boolean> {
  if (!canArrive(to) || (await findSuppression(to))) return false
  const id = randomUUID()
  const letter = { email: to, sealed: seal(JSON.stringify(content), id) }
  await db().delivery.create({
    data: { ...newDelivery(id, kind, { now, expiresAt }), letter: { create: letter } },
  })
  return true
}

/** Queues a reply notice, which is composed when it leaves. */
export async function queueReplyLetter(
  tx: Tx,
  reply: { email: string; commentId: number; memberId: string },
  times: { now: Date; expiresAt: Date },
): Promise<void> {
  if (!canArrive(reply.email)) return
  const delivery = newDelivery(randomUUID(), 'reply', times)
  await tx.delivery.create({ data: { ...delivery, letter: { create: reply } } })
}

function newDelivery(
  id: string,
  kind: LetterKind,
  { now, expiresAt }: { now: Date; expiresAt: Date },
) {
  const messageId = `${kind}.${id}@${domainOf(env().MAIL_FROM.address)}`
  return { id, kind, messageId, dateHeader: now, dueAt: now, nextAttemptAt: now, expiresAt }
}

/** What a letter says. Throws if it was sealed under another AUTH_SECRET. */
export function openLetter({ id, sealed }: ClaimedLetter): LetterContent {
  if (!sealed) throw new Error('The letter is empty.')
  return JSON.parse(unseal(sealed, id))
}

/** Suppresses addresses that the relay said do not exist. */
export async function suppressLetters(
  bounced: { id: string; email: string; reason: string }[],
  now: Date,
): Promise<void> {
  for (const { id, email, reason } of bounced) {
    const event = { provider: 'relay', eventId: id, kind: 'hard_bounce' as const, reason }
    await recordMailEvent({ ...event, email, deliveryId: null }, now)
  }
}

/**
 * Forgets what finished letters said and to whom. People whose link could not be sent may ask for
 * another at once. Nothing stays of old letters.
 */
export async function forgetEndedLetters(now: Date): Promise<void> {
  const ended = await db().$queryRaw<{ kind: string; status: string; email: string }[]>`
    delete from letters l using deliveries d where d.id = l.delivery_id
      and d.status in ('sent', 'bounced', 'failed', 'cancelled', 'expired', 'held')
    returning d.kind, d.status, l.email`
  for (const { kind, status, email } of ended) {
    const isLost = status === 'failed' || status === 'expired'
    if (isLost && (kind === 'confirm' || kind === 'manage')) await takeBackLetter({ kind, email })
  }
  await db().delivery.deleteMany({
    where: { kind: { not: 'digest' }, expiresAt: { lt: new Date(now.getTime() - REMEMBERED_MS) } },
  })
}
