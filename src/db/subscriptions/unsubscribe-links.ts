/** Whose digest a link stops: every link ever mailed to an address keeps working. */
import { db } from '../client.ts'
import type { Subscription as Row } from '../generated/client.ts'
import { readUnsubscribeToken } from './mail-secrets.ts'

/** Each time somebody left and came back costs a check, and nobody has done so more often. */
const MOST_VERSIONS = 500

/** The subscription of a link's address, in whatever state; null if the link isn't one of ours. */
export async function findDigestToStop(token: string): Promise<Row | null> {
  const stopping = await readUnsubscribeToken(token)
  if (stopping?.is === 'of an address') {
    // Hex digits sort before g in every collation.
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
