/** The mails that a member was sent, as far as the site remembers them. */
import { db } from './client.ts'

/** A digest by its date and turn, or the notice of a reply by its comment. */
export type OwnMail = {
  kind: 'digest' | 'reply'
  about: string
  dueAt: Date
  sentAt: Date | null
  status: string
}

/** The mails to a member, oldest first; those of a digest hold no text, which is everybody's. */
export async function listOwnMails(memberId: string, email: string): Promise<OwnMail[]> {
  return db().$queryRaw<OwnMail[]>`
    select 'digest' as kind, d.cadence || ' ' || d.local_date as about, d.due_at as "dueAt",
      d.sent_at as "sentAt", d.status
    from deliveries d join subscriptions s on s.id = d.subscription_id where s.email = ${email}
    union all
    select 'reply', n.comment_id::text, n.next_attempt_at, n.sent_at,
      case when n.sent_at is null then 'queued' else 'sent' end
    from reply_notices n where n.member_id = ${memberId}
    order by "dueAt"`
}
