/** The token in a reply notice: it stops a member's notices, and nothing else. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { db } from '../client.ts'
import { mailKeys } from '../kept-secrets.ts'

const MAC_BYTES = 16

/** The token for the link; it never expires. */
export async function stopRepliesToken(memberId: string): Promise<string> {
  return `${memberId}-${(await stopMac(memberId)).toString('base64url')}`
}

/** The member whose notices a token stops, or null; changes nothing. */
export async function memberIn(token: string): Promise<string | null> {
  const [, memberId = '', mac = ''] = /^([\w-]{1,64})-([\w-]{22})$/.exec(token) ?? []
  const given = Buffer.from(mac, 'base64url')
  if (given.length !== MAC_BYTES) return null
  return timingSafeEqual(given, await stopMac(memberId)) ? memberId : null
}

/** Stops a member's notices, including those still waiting; ignores an unknown token. */
export async function stopReplies(token: string): Promise<void> {
  const id = await memberIn(token)
  if (id === null) return
  await db().member.updateMany({ where: { id }, data: { wantsReplyMail: false } })
}

async function stopMac(memberId: string): Promise<Buffer> {
  const { unsubscribe } = await mailKeys()
  return createHmac('sha256', unsubscribe)
    .update(`replies ${memberId}`)
    .digest()
    .subarray(0, MAC_BYTES)
}
