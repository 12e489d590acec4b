/** The mails that a local site keeps instead of sending. */
import { db } from '../client.ts'

export type MailboxMail = {
  n: number
  to: string
  subject: string
  receivedAt: Date
  text: string
  links: string[]
}

const FIELDS = { n: true, to: true, subject: true, receivedAt: true, text: true, links: true }
const MOST_LISTED = 2_000

/** Keeps a message for its recipients. */
export async function keepMail(mail: {
  to: string
  subject: string
  text: string
  links: string[]
  bytes: Uint8Array<ArrayBuffer>
}): Promise<void> {
  await db().mailboxMail.create({
    // Postgres cannot store NUL in text.
    data: { ...mail, subject: storable(mail.subject), text: storable(mail.text) },
  })
}

/** The latest mails, newest first. */
export async function listMails(limit = MOST_LISTED): Promise<MailboxMail[]> {
  return db().mailboxMail.findMany({ select: FIELDS, orderBy: { n: 'desc' }, take: limit })
}

/** A mail with its bytes, or null. */
export async function findMail(
  n: number,
): Promise<(MailboxMail & { bytes: Uint8Array<ArrayBuffer> }) | null> {
  return db().mailboxMail.findUnique({ where: { n } })
}

function storable(text: string): string {
  return text.replaceAll('\0', '')
}
