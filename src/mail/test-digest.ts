/** A test digest: to one address, marked as a test, with links that unsubscribe nobody. */
import { randomUUID } from 'node:crypto'
import { parseEmailAddress } from '../domain/email-address.ts'
import { env } from '../env.ts'
import { composeDigest, type FrozenDigest, senderDomain } from './digest-message.ts'
import { UNSUBSCRIBE_MARK } from './digest-view.ts'
import { deliver } from './transport.ts'

/** Sends it; resolves when the relay has taken it. Its Message-ID belongs to no delivery. */
export async function sendTestDigest(to: string, digest: FrozenDigest, now: Date): Promise<void> {
  const email = parseEmailAddress(to)
  if (email === null) throw new Error('Mail can only be sent to an address.')
  const id = randomUUID()
  const composeFor = composeDigest({ ...digest, subject: `[TEST] ${digest.subject}` })
  await deliver(
    composeFor({
      deliveryId: id,
      email,
      messageId: `test.${id}@${senderDomain()}`,
      date: now,
      unsubscribeUrl: inertLink(),
    }),
  )
}

export function withInertLinks(html: string): string {
  return html.replaceAll(UNSUBSCRIBE_MARK, inertLink())
}

/** An unsubscribe link that belongs to nobody. */
function inertLink(): string {
  return `${env().SITE_URL}/api/u/test`
}
