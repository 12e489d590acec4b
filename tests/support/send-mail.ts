/** One letter, sent at once and past the ledger, for tests of how mail leaves. */
import { randomUUID } from 'node:crypto'
import type { MailContent } from '../../src/mail/letter.tsx'
import { composeLetter } from '../../src/mail/letter-message.ts'
import { deliver } from '../../src/mail/transport.ts'

/** Resolves when the relay has taken it. */
export async function sendMail({ to, ...content }: MailContent & { to: string }): Promise<void> {
  const id = randomUUID()
  const letter = { id, email: to, messageId: `${id}@example.org`, date: new Date() }
  await deliver(composeLetter(letter, content))
}
