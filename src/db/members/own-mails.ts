/** The mails a member was sent, as far as the site remembers them. */
import type { LetterKind } from '../../domain/letter.ts'
import { db } from '../client.ts'

/** `about`: a digest's cadence and date, or the comment of a reply notice. Only waiting letters are remembered. */
export type OwnMail = {
  kind: 'digest' | LetterKind
  about: string
  dueAt: Date
  sentAt: Date | null
  status: string
}

/** The mails to an address, oldest first, without a digest's text, which is the same for everyone. */
export async function listOwnMails(email: string): Promise<OwnMail[]> {
  return db().$queryRaw<OwnMail[]>`
    select d.kind, d.cadence || ' ' || d.local_date as about, d.due_at as "dueAt",
      d.sent_at as "sentAt", d.status
    from deliveries d join subscriptions s on s.id = d.subscription_id where s.email = ${email}
    union all
    select d.kind, coalesce(l.comment_id::text, ''), d.due_at, d.sent_at, d.status
    from letters l join deliveries d on d.id = l.delivery_id where l.email = ${email}
    order by "dueAt"`
}
