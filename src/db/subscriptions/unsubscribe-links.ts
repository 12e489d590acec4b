/** Whose digest a link stops: every link that was ever mailed to an address goes on to. */
import { db } from '../client.ts'
import type { Subscription as Row } from '../generated/client.ts'
import { readUnsubscribeToken } from './mail-secrets.ts'

/** Nobody has left and come back more often, and each time costs a check. */
const MOST_VERSIONS = 500

/** The subscription of a link's address, in whatever state; null for a made-up or another link. */
export async function findDigestToStop(token: string): Promise<Row | null> {
  const stopping = await readUnsubscribeToken(token)
  if (stopping?.is === 'of an address') {
    // Hex digits stand before g in every order of letters.
    const begin = { gte: stopping.hmacBegin, lt: `${stopping.hmacBegin}g` }
    return db().subscription.findFirst({ where: { emailHmac: begin } })
  }
  if (!stopping) return null
  const row = await db().subscription.findUnique({ where: { id: stopping.subscriptionId } })
  if (!row) return null
  const versions = Array.from(
    { length: Math.min(row.tokenVersion, MOST_VERSIONS) },
    (_, back) => row.tokenVersion - back,
  )
  return versions.some(stopping.isOf) ? row : null
}
