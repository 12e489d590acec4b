/** The queue of digests: each digest is composed once, and each of its mails adds its own links. */
import { LRUCache } from 'lru-cache'
import { type ClaimedDigest, claimDigests } from '../db/deliveries/delivery-claims.ts'
import { findDigest } from '../db/digests/digests.ts'
import { unsubscribeToken } from '../db/subscriptions/mail-secrets.ts'
import { suppressBounced } from '../db/suppressions/suppressions.ts'
import { env } from '../env.ts'
import { type ComposeFor, composeDigest, type Recipient } from '../mail/digest-message.ts'
import type { Queue } from './sender.ts'

/** Mails come audience by audience, so a few digests are enough. */
const DIGESTS_KEPT = 20

export function digestQueue(): Queue<ClaimedDigest> {
  const known = new LRUCache<number, () => ComposeFor>({ max: DIGESTS_KEPT })
  const composerOf = async (id: number) => {
    const composer = known.get(id) ?? (await readComposer(id))
    known.set(id, composer)
    return composer
  }
  return {
    claim: claimDigests,
    prepare: async (mail) => {
      const composer = await composerOf(mail.digestId)
      const recipient = await recipientOf(mail)
      return () => composer()(recipient)
    },
    suppress: async (bounced, now) => {
      for (const { id } of bounced) await suppressBounced(id, now)
    },
  }
}

async function readComposer(id: number): Promise<() => ComposeFor> {
  const digest = await findDigest(id)
  if (!digest) throw new Error(`There is no digest ${id}.`)
  let made: ComposeFor | undefined
  return () => {
    made ??= composeDigest({ ...digest, from: digest.period.from })
    return made
  }
}

async function recipientOf({ id, email, messageId, date }: ClaimedDigest): Promise<Recipient> {
  const unsubscribeUrl = `${env().SITE_URL}/api/u/${await unsubscribeToken(email)}`
  return { deliveryId: id, email, messageId, date, unsubscribeUrl }
}
