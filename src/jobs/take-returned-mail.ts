/** Takes one mail that came back, as a mail server hands it over. */

import { unsubscribe } from '../db/subscriptions/subscriptions.ts'
import { recordMailEvent } from '../db/suppressions/suppressions.ts'
import { readReturnedMail } from '../mail/events/returned-mail.ts'

const PROVIDER = 'returned mail'

/**
 * Does what follows from it, and says in a line what that was. Only what belongs to a mail of ours
 * counts: by the number in its return path, or by its Message-ID.
 */
export async function takeReturnedMail(bytes: Uint8Array, now: Date): Promise<string> {
  const mail = await readReturnedMail(bytes)
  if (mail.is === 'nothing') return 'Ignored: neither a report nor a mail that unsubscribes.'
  if (mail.is === 'unsubscribe') {
    await unsubscribe(mail.token, now, 'mail')
    return 'Read: a mail that unsubscribes.'
  }
  const isNew = await recordMailEvent({ provider: PROVIDER, ...mail.event }, now)
  const kind = mail.event.kind.replace('_', ' ')
  return isNew ? `Noted: ${kind}.` : `Ignored: ${kind}, of no mail of ours or known already.`
}
