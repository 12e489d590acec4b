/** The capability in a notice of a reply: it stops a member's notices and nothing else. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { env } from '../env.ts'
import { db } from './client.ts'

const MAC_BYTES = 16

/** The token for the link; it works for good. */
export function stopRepliesToken(memberId: string): string {
  return `${memberId}-${stopMac(memberId).toString('base64url')}`
}

/** Whom a token stops the notices of, or null; changes nothing. */
export function memberIn(token: string): string | null {
  const [, memberId = '', mac = ''] = /^([\w-]{1,64})-([\w-]{22})$/.exec(token) ?? []
  const given = Buffer.from(mac, 'base64url')
  return given.length === MAC_BYTES && timingSafeEqual(given, stopMac(memberId)) ? memberId : null
}

/** Stops a member's notices, also those that wait; nothing for an unknown token. */
export async function stopReplies(token: string): Promise<void> {
  const id = memberIn(token)
  if (id === null) return
  await db().member.updateMany({ where: { id }, data: { wantsReplyMail: false } })
}

function stopMac(memberId: string): Buffer {
  const { AUTH_SECRET } = env()
  if (!AUTH_SECRET) throw new Error('AUTH_SECRET is not set.')
  const key = createHmac('sha256', AUTH_SECRET).update('broadsheet stop replies').digest()
  return createHmac('sha256', key).update(memberId).digest().subarray(0, MAC_BYTES)
}
