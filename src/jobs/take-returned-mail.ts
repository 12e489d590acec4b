/** Takes in a mail that came back, as a mail server hands it over. */

import { unsubscribe } from '../db/subscriptions/subscriptions.ts'
import { recordMailEvent } from '../db/suppressions/suppressions.ts'
import { readReturnedMail } from '../mail/events/returned-mail.ts'

const PROVIDER = 'returned mail'

/**
 * Does what follows from it, and says in one line what that was. It only counts if it belongs to one
 * of our mails, by the number in the return path or by the Message-ID.
 */
export async function takeReturnedMail(bytes: Uint8Array, now: Date): Promise<string> {
  const mail = await readReturnedMail(bytes)
  if (mail.is === 'nothing') return 'Ignored: neither a bounce report nor an unsubscribe request.'
  if (mail.is === 'unsubscribe') {
    await unsubscribe(mail.token, now, 'mail')
    return 'Done: an unsubscribe request.'
  }
  const isNew = await recordMailEvent({ provider: PROVIDER, ...mail.event }, now)
  const kind = mail.event.kind.replace('_', ' ')
  return isNew ? `Recorded: ${kind}.` : `Ignored: ${kind}, already known or not of our mail.`
}
